import AWSSignatureV4

/// What content is known by, wherever it lies and whatever it is called.
package enum ContentHash {
    /// SHA-256 in lower-case hexadecimal.
    package static func text(of bytes: [UInt8]) -> String { Hexadecimal.sha256(bytes) }
}
