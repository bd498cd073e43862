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
