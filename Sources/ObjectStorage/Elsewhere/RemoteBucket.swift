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
        root + (style == .path ? "\(location.bucket)/" : "") + KeyEncoding.encode(location.key)
    }

    /// The path in a request about the bucket itself.
    func path(toBucket name: String) -> String { root + (style == .path ? name : "") }

    private var root: String {
        let base = endpoint.path(percentEncoded: true)
        return base.hasSuffix("/") ? base : base + "/"
    }
}

/// Keys as they stand in a URL and in a listing that was asked to encode them.
enum KeyEncoding {
    private static let plain = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
    )
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// All but letters, digits, `-._~` and slashes in percent-encoding, for a path.
    static func encode(_ key: String) -> String { encode(key, keepingSlashes: true) }

    /// Slashes too, for a query.
    static func encodeForQuery(_ value: String) -> String { encode(value, keepingSlashes: false) }

    /// The text that an encoded one stands for; nil where a code is broken or the bytes are not UTF-8.
    ///
    /// A plus sign is a space, as Amazon writes it; an encoded plus sign is one.
    static func decode(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func encode(_ text: String, keepingSlashes: Bool) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if plain.contains(byte) || (keepingSlashes && byte == UInt8(ascii: "/")) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
