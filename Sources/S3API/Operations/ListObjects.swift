import HummingbirdCore
import ObjectStorage

extension S3Door {
    /// The first version of the listing, which goes on from a marker.
    func listObjects(_ call: S3Call) async throws -> Response {
        let form = try ListingForm(call)
        let marker = call.query("marker") ?? ""
        let page = try await store.list(form.query(after: marker.isEmpty ? nil : marker))
        return answer(
            .document("ListBucketResult") { xml in
                form.writeHead(&xml)
                xml.element("Marker", form.encode(marker))
                // S3 tells it where there is a delimiter; without one the last key is the next marker.
                if page.isTruncated, form.delimiter != nil {
                    xml.element("NextMarker", page.last.map(form.encode))
                }
                form.writePage(page, &xml) { writeOwner(&$0) }
            }
        )
    }

    /// The second version, which goes on from a token.
    func listObjectsV2(_ call: S3Call) async throws -> Response {
        let form = try ListingForm(call)
        let token = call.query("continuation-token")
        let start = call.query("start-after")
        let after = try token.map(ContinuationToken.read) ?? start
        let page = try await store.list(form.query(after: after))
        let tellsOwner = call.query("fetch-owner") == "true"
        return answer(
            .document("ListBucketResult") { xml in
                form.writeHead(&xml)
                xml.element("KeyCount", "\(page.count)")
                xml.element("ContinuationToken", token)
                if page.isTruncated {
                    xml.element("NextContinuationToken", page.last.map(ContinuationToken.make))
                }
                xml.element("StartAfter", start.map(form.encode))
                form.writePage(page, &xml) { if tellsOwner { writeOwner(&$0) } }
            }
        )
    }
}

/// What both versions of the listing are asked and answer alike.
struct ListingForm {
    private static let largestPage = 1000

    private let bucket: String
    private let prefix: String
    let delimiter: String?
    private let limit: Int
    private let isEncoded: Bool

    init(_ call: S3Call) throws(S3Error) {
        bucket = try call.bucket()
        prefix = call.query("prefix") ?? ""
        delimiter = call.query("delimiter").flatMap { $0.isEmpty ? nil : $0 }
        limit = min(try call.number("max-keys", in: 0...Int(Int32.max), or: 1000), Self.largestPage)
        let encoding = call.query("encoding-type")
        guard encoding == nil || encoding == "url" else {
            throw .invalidArgument(
                "encoding-type",
                encoding ?? "",
                "Invalid Encoding Method specified in Request"
            )
        }
        isEncoded = encoding != nil
    }

    func query(after: String?) -> ListingQuery {
        ListingQuery(bucket: bucket, prefix: prefix, delimiter: delimiter, after: after, limit: limit)
    }

    /// A key as the client wants it written.
    func encode(_ key: String) -> String { isEncoded ? PercentCoding.encode(key) : key }

    func writeHead(_ xml: inout XMLText) {
        xml.element("Name", bucket)
        xml.element("Prefix", encode(prefix))
        xml.element("Delimiter", delimiter.map(encode))
        xml.element("MaxKeys", "\(limit)")
        xml.element("EncodingType", isEncoded ? "url" : nil)
    }

    func writePage(_ page: ListingPage, _ xml: inout XMLText, owner: (inout XMLText) -> Void) {
        xml.element("IsTruncated", page.isTruncated ? "true" : "false")
        for object in page.objects {
            xml.element("Contents") { xml in
                xml.element("Key", encode(object.key))
                xml.element("LastModified", UTCTime(object.lastModified).iso8601)
                xml.element("ETag", "\"\(object.etag)\"")
                xml.element("ChecksumAlgorithm", object.checksum?.algorithm.rawValue)
                xml.element("ChecksumType", object.checksum?.kind.rawValue)
                xml.element("Size", "\(object.size)")
                owner(&xml)
                xml.element("StorageClass", object.storageClass)
            }
        }
        for prefix in page.commonPrefixes {
            xml.element("CommonPrefixes") { $0.element("Prefix", encode(prefix)) }
        }
    }
}
