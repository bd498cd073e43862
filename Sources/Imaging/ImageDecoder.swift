package import Annotations
import CImageCodecs
package import FoundationEssentials

/// What a file's bytes became.
package struct DecodedImage: Sendable {
    /// Upright; smaller than `originalSize` when a JPEG was decoded at reduced scale.
    package let image: PixelImage
    /// The size that boxes refer to: the file's own, after its orientation has been applied.
    package let originalSize: ImageSize
}

/// JPEG, PNG and WebP files to pixels.
///
/// Pictures come out upright (EXIF orientation applied, whichever format carries it), transparent pixels over
/// white, 16-bit samples as 8, CMYK as RGB by the plain formula that Pillow uses too (no colour profile is
/// looked at). A file that is broken anywhere in its pixels is an error, never a picture that is half grey.
package enum ImageDecoder {
    /// A side above this is refused unless the caller allows more: it would take over a gigabyte.
    package static let defaultLimit = ImageSize(width: 20_000, height: 20_000)

    /// The format by the file's first bytes, readable or not; nil when it is none that Katmai knows by name.
    package static func format(of bytes: Data) -> ImageFormat? { ImageFormat(signatureOf: bytes) }

    /// The upright size, from the header alone.
    package static func size(of bytes: Data, name: String) throws(ImageError) -> ImageSize {
        let codec = try codec(for: bytes, name: name)
        return try withBytes(of: bytes) { bytes throws(ImageError) in
            try codec.header(of: bytes).uprightSize
        }
    }

    /// Decodes a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - name: What errors call the file.
    ///   - longestSideAtLeast: Lets a JPEG come out smaller, as long as its longest side keeps this many
    ///     pixels. That saves most of the time for large photos: see `reducedScale`.
    ///   - limit: Wider or higher pictures are refused by their header, before memory is taken.
    /// - Returns: The upright picture, and the size that boxes refer to.
    /// - Throws: An `ImageError` for whatever is not a whole, readable picture within the limit.
    package static func decode(
        _ bytes: Data,
        name: String,
        longestSideAtLeast: Int? = nil,
        limit: ImageSize = defaultLimit
    ) throws(ImageError) -> DecodedImage {
        let codec = try codec(for: bytes, name: name)
        return try withBytes(of: bytes) { bytes throws(ImageError) in
            let header = try codec.header(of: bytes)
            let original = header.uprightSize
            guard original.width <= limit.width, original.height <= limit.height else {
                throw .tooLarge(file: name, size: original, limit: limit)
            }
            let stored = ImageSize(width: Int(header.width), height: Int(header.height))
            var eighths = 8
            if let longestSideAtLeast, codec.format == .jpeg {
                eighths = reducedScale(of: stored, longestSideAtLeast: longestSideAtLeast)
            }
            let size = stored.scaled(eighths: eighths)
            let image = try codec.pixels(of: bytes, size: size, eighths: eighths)
            return DecodedImage(image: image.upright(orientation: header.orientation), originalSize: original)
        }
    }

    /// The smallest of 1/8, 2/8 and 4/8 that keeps the longest side at `longestSideAtLeast` or above, in
    /// eighths; 8 if none does.
    ///
    /// libjpeg knows all eighths, but has fast code for these alone. A 1920 x 1080 photo took 10.8 ms at 8/8,
    /// 5.3 at 4/8, 4.7 at 2/8 and 4.1 at 1/8, but 22.5 at 7/8, 15.0 at 6/8, 13.7 at 5/8 and 6.4 at 3/8 (one
    /// core, libjpeg-turbo 2.1.5).
    static func reducedScale(of size: ImageSize, longestSideAtLeast: Int) -> Int {
        [1, 2, 4].first { size.scaled(eighths: $0).longestSide >= longestSideAtLeast } ?? 8
    }

    private static func codec(for bytes: Data, name: String) throws(ImageError) -> Codec {
        guard !bytes.isEmpty else { throw .empty(file: name) }
        guard let format = format(of: bytes) else {
            throw .unknownFormat(file: name, firstBytes: [UInt8](bytes.prefix(8)))
        }
        return Codec(format: format, file: name)
    }

    /// `Data.withUnsafeBytes` for a body with typed errors.
    private static func withBytes<Value>(
        of data: Data,
        _ body: (UnsafeBufferPointer<UInt8>) throws(ImageError) -> Value
    ) throws(ImageError) -> Value {
        let result: Result<Value, ImageError> = data.withUnsafeBytes { bytes in
            Result { () throws(ImageError) in try body(bytes.bindMemory(to: UInt8.self)) }
        }
        return try result.get()
    }
}

extension ImageSize {
    /// The size libjpeg gives at a scale of `eighths` / 8: sides are rounded up.
    fileprivate func scaled(eighths: Int) -> ImageSize {
        ImageSize(width: (width * eighths + 7) / 8, height: (height * eighths + 7) / 8)
    }
}

extension ic_header {
    /// Orientations 5...8 lie on their side.
    fileprivate var uprightSize: ImageSize {
        orientation >= 5
            ? ImageSize(width: Int(height), height: Int(width))
            : ImageSize(width: Int(width), height: Int(height))
    }
}

extension PixelImage {
    /// Turns a stored picture upright by its EXIF orientation, 1...8.
    fileprivate func upright(orientation: UInt32) -> PixelImage {
        guard orientation > 1 else { return self }
        let turned = orientation >= 5 ? ImageSize(width: size.height, height: size.width) : size
        return .written(size: turned) { target in
            ic_orient(pixels, UInt32(size.width), UInt32(size.height), orientation, target)
        }
    }
}
