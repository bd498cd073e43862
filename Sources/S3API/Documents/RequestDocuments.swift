import Foundation
import XMLCoder

/// What a bucket's maker says of it.
struct CreateBucketConfiguration: Decodable {
    let locationConstraint: String?

    private enum CodingKeys: String, CodingKey {
        case locationConstraint = "LocationConstraint"
    }
}

/// The keys to delete together.
struct DeleteDocument: Decodable {
    struct Item: Decodable {
        let key: String
        let versionID: String?
        let etag: String?

        private enum CodingKeys: String, CodingKey {
            case key = "Key"
            case versionID = "VersionId"
            case etag = "ETag"
        }
    }

    let items: [Item]
    /// Whether only failures are told.
    let quiet: Bool?

    private enum CodingKeys: String, CodingKey {
        case items = "Object"
        case quiet = "Quiet"
    }
}

/// The parts that make an object.
struct CompleteMultipartUploadDocument: Decodable {
    struct Part: Decodable {
        let number: Int
        let etag: String
        let crc32: String?
        let crc32c: String?
        let crc64nvme: String?
        let sha1: String?
        let sha256: String?

        private enum CodingKeys: String, CodingKey {
            case number = "PartNumber"
            case etag = "ETag"
            case crc32 = "ChecksumCRC32"
            case crc32c = "ChecksumCRC32C"
            case crc64nvme = "ChecksumCRC64NVME"
            case sha1 = "ChecksumSHA1"
            case sha256 = "ChecksumSHA256"
        }
    }

    let parts: [Part]

    private enum CodingKeys: String, CodingKey {
        case parts = "Part"
    }
}

/// Reads the documents that requests carry.
enum RequestDocument {
    /// The most bytes of a document: 10,000 parts with their checksums, or 1,000 of the longest keys, need less.
    static let longest = 8 << 20

    static func decode<Document: Decodable>(
        _ type: Document.Type,
        from bytes: [UInt8]
    ) throws(S3Error) -> Document {
        // A key may be, begin or end with spaces; those between elements mean nothing.
        let decoder = XMLDecoder(trimValueWhitespaces: false, removeWhitespaceElements: true)
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            throw .malformedXML
        }
    }
}
