import Crypto
package import Foundation

/// Bytes as lower-case hexadecimal digits, and back.
package enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two digits a byte.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil for what is not pairs of lower-case digits.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        let source = Array(text.utf8)
        guard source.count.isMultiple(of: 2) else { return nil }
        var result: [UInt8] = []
        for position in stride(from: 0, to: source.count, by: 2) {
            guard let high = digits.firstIndex(of: source[position]),
                let low = digits.firstIndex(of: source[position + 1])
            else { return nil }
            result.append(UInt8(high << 4 | low))
        }
        return result
    }

    /// SHA-256 of bytes.
    package static func sha256(_ bytes: some DataProtocol) -> String { text(SHA256.hash(data: bytes)) }
}
