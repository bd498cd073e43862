/// The rules of bucket names.
///
/// Source: "General purpose bucket naming rules" of the Amazon S3 user guide. No name begins with an underscore, so `/_/` is
/// free for what is not S3.
package enum BucketName {
    private static let reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"]
    private static let reservedSuffixes = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]

    /// Whether a bucket may be called so.
    package static func isValid(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard (3...63).contains(bytes.count), bytes.allSatisfy({ isWord($0) || $0 == dot || $0 == hyphen }),
            let first = bytes.first, let last = bytes.last, isWord(first), isWord(last)
        else { return false }
        return !name.contains("..") && !looksLikeAddress(name)
            && !reservedPrefixes.contains { name.hasPrefix($0) }
            && !reservedSuffixes.contains { name.hasSuffix($0) }
    }

    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func looksLikeAddress(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
