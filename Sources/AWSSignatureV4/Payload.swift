package import Foundation

/// What a signature says of a request's body.
package enum Payload: Hashable, Sendable {
    /// Its SHA-256 in lower-case hexadecimal.
    case digest(String)
    /// Nothing.
    case unsigned
    /// Chunks that are signed one by one; whether a trailer follows.
    case signedChunks(trailer: Bool)
    /// Chunks without signatures, and a trailer.
    case unsignedChunks

    private static let names: [(String, Payload)] = [
        ("UNSIGNED-PAYLOAD", .unsigned),
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", .signedChunks(trailer: false)),
        ("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", .signedChunks(trailer: true)),
        ("STREAMING-UNSIGNED-PAYLOAD-TRAILER", .unsignedChunks),
    ]

    /// Reads the header `x-amz-content-sha256`; nil for a value that means nothing.
    package init?(header: String) {
        if let known = Self.names.first(where: { $0.0 == header }) {
            self = known.1
        } else if header.utf8.count == 64, Hexadecimal.bytes(header) != nil {
            self = .digest(header)
        } else {
            return nil
        }
    }

    /// The digest of a body that is at hand.
    package init(of body: some DataProtocol) { self = .digest(Hexadecimal.sha256(body)) }

    /// As it stands in a canonical request.
    package var text: String {
        if case .digest(let digest) = self { return digest }
        return Self.names.first { $0.1 == self }?.0 ?? ""
    }
}
