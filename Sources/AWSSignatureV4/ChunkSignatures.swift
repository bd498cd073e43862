package import Foundation

/// The chain of signatures of a body sent in chunks: each signs its chunk and the signature before it.
///
/// Source: "Signature calculations for the authorization header: transferring payload in multiple chunks" and its page on
/// trailing headers.
package struct ChunkSignatures: Sendable {
    private static let emptyDigest = Hexadecimal.sha256([])

    private let key: SigningKey
    private let date: String
    private let scope: CredentialScope
    private var last: String

    init(key: SigningKey, date: String, scope: CredentialScope, seed: String) {
        self.key = key
        self.date = date
        self.scope = scope
        last = seed
    }

    /// Checks the next chunk, given its SHA-256 in hexadecimal; the last chunk is empty.
    package mutating func check(_ signature: String, chunkDigest: String) throws(SignatureError) {
        try check(signature, of: chunkText(chunkDigest))
    }

    /// Checks the trailer: its lines as `name:value` with a line feed each, names in lower case.
    package mutating func check(_ signature: String, trailer: String) throws(SignatureError) {
        try check(signature, of: trailerText(trailer))
    }

    /// Signs the next chunk.
    package mutating func sign(chunk: Data) -> String {
        last = key.sign(chunkText(Hexadecimal.sha256(chunk)))
        return last
    }

    /// Signs the trailer, which comes after the empty last chunk.
    package mutating func sign(trailer: String) -> String {
        last = key.sign(trailerText(trailer))
        return last
    }

    private mutating func check(_ signature: String, of text: String) throws(SignatureError) {
        guard key.isValid(signature, of: text) else { throw .chunkMismatch }
        last = signature
    }

    private func chunkText(_ digest: String) -> String {
        ["AWS4-HMAC-SHA256-PAYLOAD", date, scope.text, last, Self.emptyDigest, digest].joined(separator: "\n")
    }

    private func trailerText(_ trailer: String) -> String {
        ["AWS4-HMAC-SHA256-TRAILER", date, scope.text, last, Hexadecimal.sha256(Array(trailer.utf8))]
            .joined(separator: "\n")
    }
}
