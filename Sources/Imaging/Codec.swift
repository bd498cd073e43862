import Annotations
import CImageCodecs

/// The C codecs as Swift sees them: a status becomes an `ImageError`.
struct Codec {
    let format: ImageFormat
    let file: String

    /// Stored size and EXIF orientation; nil for formats without a codec.
    func header(of bytes: UnsafeBufferPointer<UInt8>) throws(ImageError) -> ic_header {
        var (header, reason) = (ic_header(), ic_reason())
        let status: ic_status
        switch format {
        case .jpeg: status = ic_jpeg_header(bytes.baseAddress, bytes.count, &header, &reason)
        case .png: status = ic_png_header(bytes.baseAddress, bytes.count, &header, &reason)
        case .webp: status = ic_webp_header(bytes.baseAddress, bytes.count, &header, &reason)
        case .gif, .tiff, .bmp, .heic, .avif, .jpegXL, .jpeg2000:
            throw .unsupported(file: file, format: format, detail: nil)
        }
        let size = ImageSize(width: Int(header.width), height: Int(header.height))
        try check(status, reason, size: size)
        return header
    }

    /// The stored picture at `eighths` / 8 of its size (8 for all but JPEG), not yet turned upright.
    func pixels(
        of bytes: UnsafeBufferPointer<UInt8>,
        size: ImageSize,
        eighths: Int
    ) throws(ImageError) -> PixelImage {
        try PixelImage.written(size: size) { rgb throws(ImageError) in
            var reason = ic_reason()
            let (width, height) = (UInt32(size.width), UInt32(size.height))
            let status: ic_status
            switch format {
            case .jpeg:
                status = ic_jpeg_decode(
                    bytes.baseAddress,
                    bytes.count,
                    UInt32(eighths),
                    width,
                    height,
                    rgb,
                    &reason
                )
            case .png: status = ic_png_decode(bytes.baseAddress, bytes.count, width, height, rgb, &reason)
            case .webp: status = ic_webp_decode(bytes.baseAddress, bytes.count, width, height, rgb, &reason)
            case .gif, .tiff, .bmp, .heic, .avif, .jpegXL, .jpeg2000:
                throw .unsupported(file: file, format: format, detail: nil)
            }
            try check(status, reason, size: size)
        }
    }

    /// Throws what a codec's status says of a picture of this size.
    func check(_ status: ic_status, _ reason: ic_reason, size: ImageSize) throws(ImageError) {
        switch status {
        case IC_OK: return
        case IC_TRUNCATED: throw .truncated(file: file, format: format, detail: reason.sentence)
        case IC_UNSUPPORTED: throw .unsupported(file: file, format: format, detail: reason.sentence)
        case IC_TOO_LARGE: throw .tooLarge(file: file, size: size, limit: Self.longestJPEG)
        case IC_OUT_OF_MEMORY: throw .outOfMemory(file: file, size: size.pixelCount > 0 ? size : nil)
        default: throw .corrupt(file: file, format: format, detail: reason.sentence)
        }
    }

    /// libjpeg's own limit (JPEG_MAX_DIMENSION), the only codec that has one.
    private static let longestJPEG = ImageSize(width: 65_500, height: 65_500)
}

extension ic_reason {
    /// The codec's words.
    fileprivate var sentence: String {
        withUnsafeBytes(of: text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
