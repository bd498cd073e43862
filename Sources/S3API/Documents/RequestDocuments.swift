import Foundation
import XMLCoder

#if canImport(FoundationXML)
import FoundationXML
#endif

/// A document that a request carries.
protocol RequestContent: Decodable {
    /// The name of the outermost element.
    static var root: String { get }
}

/// What a bucket's maker says of it.
struct CreateBucketConfiguration: RequestContent {
    static let root = "CreateBucketConfiguration"

    let locationConstraint: String?

    private enum CodingKeys: String, CodingKey {
        case locationConstraint = "LocationConstraint"
    }
}

/// The keys to delete together.
struct DeleteDocument: RequestContent {
    static let root = "Delete"

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
struct CompleteMultipartUploadDocument: RequestContent {
    static let root = "CompleteMultipartUpload"

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

    static func decode<Document: RequestContent>(
        _ type: Document.Type,
        from bytes: [UInt8]
    ) throws(S3Error) -> Document {
        let data = Data(bytes)
        guard DocumentShape.isGood(data, root: type.root) else { throw .malformedXML }
        // A key may be, begin or end with spaces; those between elements mean nothing.
        let decoder = XMLDecoder(trimValueWhitespaces: false, removeWhitespaceElements: true)
        do {
            return try decoder.decode(type, from: data)
        } catch {
            throw .malformedXML
        }
    }
}

/// Looks through a document before it is decoded: the decoder calls itself for each level, and a document of a hundred
/// thousand levels would end the process.
private final class DocumentShape: NSObject, XMLParserDelegate {
    /// The documents that requests carry have three levels.
    private static let deepest = 8

    private let root: String
    private var depth = 0
    private var isGood = true

    private init(root: String) {
        self.root = root
    }

    /// Whether it is one closed element of this name with few levels in it, without entities of its own.
    static func isGood(_ data: Data, root: String) -> Bool {
        guard data.range(of: Data("<!DOCTYPE".utf8)) == nil else { return false }
        let shape = DocumentShape(root: root)
        let parser = XMLParser(data: data)
        parser.delegate = shape
        return parser.parse() && shape.isGood && shape.depth == 0
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        depth += 1
        guard depth > Self.deepest || (depth == 1 && name != root) else { return }
        isGood = false
        parser.abortParsing()
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        depth -= 1
    }
}
