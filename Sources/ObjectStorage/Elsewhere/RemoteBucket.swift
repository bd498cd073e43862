package import AWSSignatureV4
package import Foundation

/// A bucket at an endpoint elsewhere, under its own name.
package struct RemoteBucket: Sendable {
    /// Where a request names the bucket.
    package enum Style: String, Sendable {
        /// `endpoint/bucket/key`.
        case path
        /// `bucket.endpoint/key`.
        case virtual
    }

    package let endpoint: URL
    package let region: String
    /// Nil for a bucket that everybody may read.
    package let credential: Credential?
    package let style: Style

    package init(endpoint: URL, region: String, credential: Credential?, style: Style) {
        self.endpoint = endpoint
        self.region = region
        self.credential = credential
        self.style = style
    }

    /// Host with port, as in the request's header.
    func host(for bucket: String) -> String {
        let host = endpoint.host(percentEncoded: true) ?? ""
        let port = endpoint.port.map { ":\($0)" } ?? ""
        return (style == .virtual ? "\(bucket)." : "") + host + port
    }

    /// The path in a request, encoded; the endpoint's own comes before it.
    func path(to location: ObjectLocation) -> String {
        let base = endpoint.path(percentEncoded: true)
        let root = base.hasSuffix("/") ? base : base + "/"
        return root + (style == .path ? "\(location.bucket)/" : "") + KeyEncoding.encode(location.key)
    }
}

/// Keys as they stand in a URL's path.
enum KeyEncoding {
    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8
    )

    /// All but letters, digits, `-._~` and slashes in percent-encoding.
    static func encode(_ key: String) -> String {
        let bytes = key.utf8.flatMap { byte in
            plain.contains(byte) ? [byte] : Array("%\(Hexadecimal.text([byte]).uppercased())".utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
