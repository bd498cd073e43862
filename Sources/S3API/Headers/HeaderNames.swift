import HTTPTypes
import ObjectStorage

extension HTTPField.Name {
    static let requestID = amazon("request-id")
    static let secondID = amazon("id-2")
    static let bucketRegion = amazon("bucket-region")
    static let copySource = amazon("copy-source")
    static let copySourceRange = amazon("copy-source-range")
    static let metadataDirective = amazon("metadata-directive")
    static let storageClass = amazon("storage-class")
    static let contentDigest = amazon("content-sha256")
    static let decodedLength = amazon("decoded-content-length")
    static let trailerName = amazon("trailer")
    static let checksumAlgorithm = amazon("checksum-algorithm")
    static let sdkChecksumAlgorithm = amazon("sdk-checksum-algorithm")
    static let checksumKind = amazon("checksum-type")
    static let checksumMode = amazon("checksum-mode")
    static let partsCount = amazon("mp-parts-count")
    static let wholeSize = amazon("mp-object-size")
    static let expectedOwner = amazon("expected-bucket-owner")
    static let expectedSourceOwner = amazon("source-expected-bucket-owner")
    static let cannedACL = amazon("acl")
    static let objectAttributes = amazon("object-attributes")
    static let maxParts = amazon("max-parts")
    static let partNumberMarker = amazon("part-number-marker")
    static let contentMD5 = token("Content-MD5")

    /// What the names of user metadata begin with.
    static let metadataPrefix = "x-amz-meta-"

    /// `x-amz-checksum-crc32` and its like.
    static func checksum(_ algorithm: ChecksumAlgorithm) -> HTTPField.Name {
        amazon("checksum-\(algorithm.rawValue.lowercased())")
    }

    /// A name that begins with `x-amz-`.
    static func amazon(_ name: String) -> HTTPField.Name { token("x-amz-\(name)") }

    private static func token(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else {
            preconditionFailure("names in this module's source are tokens")
        }
        return name
    }
}

extension ChecksumAlgorithm {
    /// The name of an element that holds a value.
    var element: String { "Checksum\(rawValue)" }
}
