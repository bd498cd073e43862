import HummingbirdCore
import ObjectStorage

extension S3Door {
    private static let mostUploads = 1000

    /// Lists uploads by key; keys are not rolled up at a delimiter, which nobody asks for in daily work.
    func listMultipartUploads(_ call: S3Call) async throws -> Response {
        let bucket = try call.bucket()
        guard call.query("delimiter") ?? "" == "" else { throw S3Error.notImplemented("delimiter") }
        let prefix = call.query("prefix") ?? ""
        let limit = min(try call.number("max-uploads", in: 1...Int(Int32.max), or: 1000), Self.mostUploads)
        let keyMarker = call.query("key-marker") ?? ""
        let idMarker = call.query("upload-id-marker").flatMap { $0.isEmpty ? nil : $0 }
        let isEncoded = call.query("encoding-type") == "url"
        let encode = { (key: String) in isEncoded ? PercentCoding.encode(key) : key }
        let found = try await store.uploads(
            in: bucket,
            prefix: prefix,
            after: keyMarker.isEmpty ? nil : UploadMark(key: keyMarker, uploadID: idMarker),
            limit: limit
        )
        let page = found.prefix(limit)
        return answer(
            .document("ListMultipartUploadsResult") { xml in
                xml.element("Bucket", bucket)
                xml.element("KeyMarker", encode(keyMarker))
                xml.element("UploadIdMarker", idMarker ?? "")
                if found.count > page.count, let last = page.last {
                    xml.element("NextKeyMarker", encode(last.location.key))
                    xml.element("NextUploadIdMarker", last.id)
                }
                xml.element("Prefix", encode(prefix))
                xml.element("EncodingType", isEncoded ? "url" : nil)
                xml.element("MaxUploads", "\(limit)")
                xml.element("IsTruncated", found.count > page.count ? "true" : "false")
                for upload in page {
                    xml.element("Upload") { xml in
                        xml.element("UploadId", upload.id)
                        xml.element("Key", encode(upload.location.key))
                        xml.element("Initiated", UTCTime(upload.begun).iso8601)
                        xml.element("StorageClass", upload.storageClass)
                        writeOwner(&xml, as: "Initiator")
                        writeOwner(&xml)
                        xml.element("ChecksumAlgorithm", upload.checksum?.algorithm.rawValue)
                        xml.element("ChecksumType", upload.checksum?.kind.rawValue)
                    }
                }
            }
        )
    }
}
