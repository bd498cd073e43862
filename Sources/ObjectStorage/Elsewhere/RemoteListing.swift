import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Reads a page of a listing as an endpoint answers it.
///
/// Source: "ListObjectsV2", response syntax. Elements that are not needed are passed over; of the needed ones none may be
/// missing, there twice, or of another form.
struct RemoteListing {
    private let query: ListingQuery
    private let document: ListingDocument
    private let isEncoded: Bool

    /// Throws `badListing` for anything but a page that answers the query.
    static func page(of bytes: [UInt8], _ query: ListingQuery) throws(ObjectStorageError) -> ListingPage {
        do {
            return try RemoteListing(bytes, query).page()
        } catch {
            throw .badListing(bucket: query.bucket, problem: error.problem)
        }
    }

    private init(_ bytes: [UInt8], _ query: ListingQuery) throws(BadDocument) {
        self.query = query
        document = try ListingDocument.read(bytes)
        switch document.head["EncodingType"] {
        case nil: isEncoded = false
        case "url": isEncoded = true
        case let other?: throw BadDocument("keys in the encoding \(other)")
        }
    }

    private func page() throws(BadDocument) -> ListingPage {
        var objects: [ListedObject] = []
        for fields in document.contents { objects.append(try object(fields)) }
        var prefixes: [String] = []
        for fields in document.commonPrefixes { prefixes.append(try key(fields, "Prefix")) }
        return ListingPage(objects: objects, commonPrefixes: prefixes, token: try token())
    }

    /// Nil behind the last page.
    private func token() throws(BadDocument) -> String? {
        switch document.head["IsTruncated"] {
        case "false": return nil
        case "true": break
        case let other: throw BadDocument("a page whose IsTruncated is \(other ?? "missing")")
        }
        guard let token = document.head["NextContinuationToken"], !token.isEmpty else {
            throw BadDocument("a page that is cut off and has no NextContinuationToken")
        }
        // It would be asked for again and again.
        guard token != query.token else { throw BadDocument("the token of the page before") }
        return token
    }

    private func object(_ fields: [String: String]) throws(BadDocument) -> ListedObject {
        let key = try key(fields, "Key")
        guard let size = fields["Size"].flatMap({ Int64($0) }), size >= 0 else {
            throw BadDocument("the size \(fields["Size"] ?? "missing") of \(key)")
        }
        guard let modified = fields["LastModified"].flatMap(UTCTime.date(iso8601:)) else {
            throw BadDocument("the date \(fields["LastModified"] ?? "missing") of \(key)")
        }
        guard let etag = fields["ETag"] else { throw BadDocument("no ETag of \(key)") }
        return ListedObject(
            key: key,
            size: size,
            etag: RemoteAnswer.unquoted(etag),
            lastModified: modified,
            storageClass: fields["StorageClass"] ?? StorageClass.standard,
            // Asked for here by nobody.
            checksum: nil
        )
    }

    private func key(_ fields: [String: String], _ name: String) throws(BadDocument) -> String {
        guard let text = fields[name] else { throw BadDocument("an item without \(name)") }
        guard let key = isEncoded ? KeyEncoding.decode(text) : text else {
            throw BadDocument("the \(name) \(text), which is not encoded as it says")
        }
        // An endpoint that passes over the prefix would bring the whole bucket in.
        guard key.utf8.starts(with: query.prefix.utf8), !key.isEmpty else {
            throw BadDocument("the \(name) \(key), which does not begin with \(query.prefix)")
        }
        return key
    }
}

/// Why a document is no listing.
private struct BadDocument: Error {
    let problem: String

    init(_ problem: String) {
        self.problem = problem
    }
}

/// The texts in a listing's document, by their elements' names.
private final class ListingDocument: NSObject, XMLParserDelegate {
    private static let root = "ListBucketResult"
    /// Owners of objects are the deepest that S3 has, at 4.
    private static let deepest = 8
    private static let wanted: Set = [
        "EncodingType", "IsTruncated", "NextContinuationToken", "Key", "Size", "ETag", "LastModified",
        "StorageClass", "Prefix",
    ]

    private(set) var head: [String: String] = [:]
    private(set) var contents: [[String: String]] = []
    private(set) var commonPrefixes: [[String: String]] = []
    private var item: [String: String] = [:]
    private var path: [String] = []
    private var text = ""
    private var problem: String?

    static func read(_ bytes: [UInt8]) throws(BadDocument) -> ListingDocument {
        // In another encoding the text below would be overlooked.
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw BadDocument("what is not UTF-8")
        }
        guard !text.contains("<!DOCTYPE") else { throw BadDocument("XML with a document type") }
        let document = ListingDocument()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = document
        let isWhole = parser.parse()
        if let problem = document.problem { throw BadDocument(problem) }
        guard isWhole, document.path.isEmpty else {
            throw BadDocument("what is no XML, at line \(parser.lineNumber)")
        }
        return document
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        if path.isEmpty, name != Self.root { problem = "a document \(name) and no \(Self.root)" }
        if path.count >= Self.deepest { problem = "XML of more than \(Self.deepest) levels" }
        path.append(name)
        if problem != nil { parser.abortParsing() }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        text += String(decoding: block, as: UTF8.self)
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        path.removeLast()
        switch (path.count, path.last) {
        case (1, _) where name == "Contents":
            contents.append(item)
            item = [:]
        case (1, _) where name == "CommonPrefixes":
            commonPrefixes.append(item)
            item = [:]
        case (1, _): note(name, in: &head)
        case (2, "Contents"), (2, "CommonPrefixes"): note(name, in: &item)
        default: break
        }
        text = ""
        if problem != nil { parser.abortParsing() }
    }

    private func note(_ name: String, in fields: inout [String: String]) {
        guard Self.wanted.contains(name) else { return }
        if fields[name] != nil { problem = "more than one \(name)" }
        fields[name] = text
    }
}
