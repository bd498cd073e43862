package import FoundationEssentials

/// A kind of image file, told by its first bytes.
package enum ImageFormat: String, Sendable, CaseIterable {
    case jpeg = "JPEG"
    case png = "PNG"
    case webp = "WebP"
    case gif = "GIF"
    case tiff = "TIFF"
    case bmp = "BMP"
    case heic = "HEIC"
    case avif = "AVIF"
    case jpegXL = "JPEG XL"
    case jpeg2000 = "JPEG 2000"

    /// Recognises a file by its signature; nil for anything else.
    package init?(signatureOf bytes: Data) {
        let start = [UInt8](bytes.prefix(64))
        let found = Self.signatures.first { start.starts(with: $0.bytes) }?.format
        guard let format = found ?? Self.containerFormat(of: start) else {
            return nil
        }
        self = format
    }

    private static let signatures: [(bytes: [UInt8], format: ImageFormat)] = [
        ([0xFF, 0xD8, 0xFF], .jpeg),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
        (Array("GIF8".utf8), .gif),
        (Array("II*\0".utf8), .tiff),
        (Array("MM\0*".utf8), .tiff),
        (Array("BM".utf8), .bmp),
        ([0xFF, 0x0A], .jpegXL),
        ([0, 0, 0, 12] + Array("JXL ".utf8), .jpegXL),
        ([0, 0, 0, 12] + Array("jP  ".utf8), .jpeg2000),
    ]

    /// WebP in its RIFF, and the two that share ISO's media container and differ in their brands.
    private static func containerFormat(of start: [UInt8]) -> ImageFormat? {
        func text(_ offset: Int) -> String {
            String(decoding: start.dropFirst(offset).prefix(4), as: UTF8.self)
        }
        if text(0) == "RIFF" && text(8) == "WEBP" { return .webp }
        guard text(4) == "ftyp" else { return nil }
        let brands = [text(8)] + stride(from: 16, to: start.count, by: 4).map(text)
        if brands.contains(where: { ["avif", "avis"].contains($0) }) { return .avif }
        return brands.contains { ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1"].contains($0) }
            ? .heic : nil
    }
}
