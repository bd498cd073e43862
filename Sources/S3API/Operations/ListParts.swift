import HummingbirdCore
import ObjectStorage

extension S3Door {
    private static let largestPage = 1000

    func listParts(_ call: S3Call) async throws -> Response {
        let location = try call.location()
        let id = uploadID(call)
        let limit = min(try call.number("max-parts", in: 0...Int(Int32.max), or: 1000), Self.largestPage)
        let marker = try call.number("part-number-marker", in: 0...Int(Int32.max), or: 0)
        let upload = try await store.upload(id, to: location)
        let found = try await store.parts(of: id, to: location, after: marker, limit: limit + 1)
        let page = found.prefix(limit)
        return answer(
            .document("ListPartsResult") { xml in
                xml.element("Bucket", location.bucket)
                xml.element("Key", location.key)
                xml.element("UploadId", id)
                xml.element("PartNumberMarker", "\(marker)")
                if found.count > page.count {
                    xml.element("NextPartNumberMarker", page.last.map { "\($0.number)" })
                }
                xml.element("MaxParts", "\(limit)")
                xml.element("IsTruncated", found.count > page.count ? "true" : "false")
                for part in page {
                    xml.element("Part") { xml in
                        xml.element("PartNumber", "\(part.number)")
                        xml.element("LastModified", UTCTime(part.lastModified).iso8601)
                        xml.element("ETag", "\"\(part.etag)\"")
                        xml.element("Size", "\(part.size)")
                        xml.checksum(part.checksum)
                    }
                }
                writeOwner(&xml, as: "Initiator")
                writeOwner(&xml)
                xml.element("StorageClass", upload.storageClass)
                xml.element("ChecksumAlgorithm", upload.checksum?.algorithm.rawValue)
                xml.element("ChecksumType", upload.checksum?.kind.rawValue)
            }
        )
    }
}
