/// The place of an object in S3, written `s3://bucket/key`.
package struct S3Location: Hashable, Sendable, CustomStringConvertible {
    /// 3 to 255 letters, digits, dots, hyphens and underscores, not `..` alone.
    package let bucket: String
    /// 1 to 1024 bytes of UTF-8.
    package let key: String

    /// Reads `s3://bucket/key`; nil for any other text.
    package init?(_ text: String) {
        guard text.hasPrefix("s3://") else { return nil }
        let path = text.dropFirst("s3://".count)
        guard let slash = path.firstIndex(of: "/") else { return nil }
        bucket = String(path[..<slash])
        key = String(path[path.index(after: slash)...])
        guard (3...255).contains(bucket.utf8.count), bucket.utf8.allSatisfy(Self.isAllowedInBucket),
            bucket.utf8.contains(where: { $0 != UInt8(ascii: ".") }), (1...1024).contains(key.utf8.count)
        else { return nil }
    }

    package var description: String { "s3://\(bucket)/\(key)" }

    private static func isAllowedInBucket(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
