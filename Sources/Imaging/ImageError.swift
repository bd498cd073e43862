package import Annotations

/// Why an image could not be read or written; every case names the file.
package enum ImageError: Error, Hashable, Sendable {
    /// The file has no bytes.
    case empty(file: String)
    /// No format Katmai has heard of; the first bytes say what it may be instead.
    case unknownFormat(file: String, firstBytes: [UInt8])
    /// A format, or a kind of it, that Katmai does not read; `detail` is the codec's sentence where it was
    /// the codec.
    case unsupported(file: String, format: ImageFormat, detail: String?)
    /// A side is above the limit, by the file's header; no memory was taken.
    case tooLarge(file: String, size: ImageSize, limit: ImageSize)
    /// The bytes end before the picture does.
    case truncated(file: String, format: ImageFormat, detail: String)
    /// The bytes contradict their format.
    case corrupt(file: String, format: ImageFormat, detail: String)
    /// The codec got no memory for a picture of this size.
    case outOfMemory(file: String, size: ImageSize?)
}

extension ImageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty(let file):
            return "\(file): the file is empty"
        case .unknownFormat(let file, let firstBytes):
            let bytes = firstBytes.map(Self.hexadecimal).joined(separator: " ")
            return "\(file): not a JPEG, PNG or WebP image (it starts with the bytes \(bytes))"
        case .unsupported(let file, let format, nil):
            return "\(file): unsupported format \(format.rawValue); convert to JPEG or PNG"
        case .unsupported(let file, let format, let detail?):
            return
                "\(file): unsupported kind of \(format.rawValue): \(detail); convert to a plain JPEG or PNG"
        case .tooLarge(let file, let size, let limit):
            return "\(file): \(Self.text(size)) pixels are more than the limit of \(Self.text(limit))"
        case .truncated(let file, let format, let detail):
            return "\(file): truncated \(format.rawValue): \(detail)"
        case .corrupt(let file, let format, let detail):
            return "\(file): corrupt \(format.rawValue): \(detail)"
        case .outOfMemory(let file, let size):
            return "\(file): not enough memory" + (size.map { " for \(Self.text($0)) pixels" } ?? "")
        }
    }

    private static func text(_ size: ImageSize) -> String { "\(size.width) x \(size.height)" }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
