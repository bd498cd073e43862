import Crypto
import Foundation

/// A random word that is shown once and kept as its hash alone.
struct SecretWord: Sendable {
    /// 43 characters of URL-safe base 64.
    let text: String

    /// A new one, of 256 random bits.
    init() {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        text = Data(bytes).urlSafeText
    }

    /// One that somebody has brought.
    init(_ text: String) {
        self.text = text
    }

    /// What is kept of it.
    var hash: Data { Data(SHA256.hash(data: Data(text.utf8))) }

    /// Another word that only follows from this one.
    func derived(for purpose: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(purpose.utf8),
            using: SymmetricKey(data: Data(text.utf8))
        )
        return Data(code).urlSafeText
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (SHA256.hash(data: Data(left.utf8)), SHA256.hash(data: Data(right.utf8)))
    return zip(left, right).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
}

extension Data {
    /// Base 64 for URLs and cookies, without padding.
    var urlSafeText: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
