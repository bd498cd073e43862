import Crypto
import Foundation

/// The key of one scope, derived from a secret.
///
/// Source: "Create a signed AWS API request", step 4.
package struct SigningKey: Sendable {
    private let key: SymmetricKey

    /// Derives the key that signs within `scope`.
    package init(secret: String, scope: CredentialScope) {
        var key = SymmetricKey(data: Data("AWS4\(secret)".utf8))
        for part in [scope.day, scope.region, scope.service, CredentialScope.terminator] {
            key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: key))
        }
        self.key = key
    }

    /// The signature of a text, in lower-case hexadecimal.
    func sign(_ text: String) -> String {
        Hexadecimal.text(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }

    /// Whether a signature in hexadecimal is this text's; takes the same time wherever they differ.
    func isValid(_ signature: String, of text: String) -> Bool {
        guard let bytes = Hexadecimal.bytes(signature) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(bytes, authenticating: Data(text.utf8), using: key)
    }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil for what is not pairs of digits.
    static func bytes(_ text: String) -> [UInt8]? {
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
    static func sha256(_ bytes: some DataProtocol) -> String { text(SHA256.hash(data: bytes)) }
}
