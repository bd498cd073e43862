import Annotations
import CImageCodecs
package import FoundationEssentials

/// Pixels to JPEG and PNG files.
package enum ImageEncoder {
    /// Encodes as baseline JPEG with halved chroma.
    ///
    /// - Parameters:
    ///   - image: At most 65,500 pixels a side.
    ///   - quality: libjpeg's, 1...100; 90 is hard to tell from the original.
    ///   - name: What errors call the file.
    /// - Returns: The file's bytes.
    /// - Throws: `ImageError.tooLarge` or `.outOfMemory`.
    package static func jpeg(
        _ image: PixelImage,
        quality: Int,
        name: String = "new JPEG"
    ) throws(ImageError) -> Data {
        try encode(image, as: Codec(format: .jpeg, file: name)) { rgb, width, height, file, count, reason in
            ic_jpeg_encode(rgb, width, height, Int32(min(max(quality, 1), 100)), file, count, reason)
        }
    }

    /// Encodes as 8-bit RGB, without loss.
    package static func png(_ image: PixelImage, name: String = "new PNG") throws(ImageError) -> Data {
        try encode(image, as: Codec(format: .png, file: name), ic_png_encode)
    }

    private typealias Encode = (
        UnsafePointer<UInt8>?, UInt32, UInt32, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?,
        UnsafeMutablePointer<Int>?, UnsafeMutablePointer<ic_reason>?
    ) -> ic_status

    private static func encode(
        _ image: PixelImage,
        as codec: Codec,
        _ encode: Encode
    ) throws(ImageError) -> Data {
        var (reason, count) = (ic_reason(), 0)
        var file: UnsafeMutablePointer<UInt8>?
        let (width, height) = (UInt32(image.size.width), UInt32(image.size.height))
        let status = encode(image.pixels, width, height, &file, &count, &reason)
        try codec.check(status, reason, size: image.size)
        guard let file else { throw .outOfMemory(file: codec.file, size: image.size) }
        return Data(bytesNoCopy: file, count: count, deallocator: .free)
    }
}
