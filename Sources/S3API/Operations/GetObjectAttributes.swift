import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    private static let mostParts = 1000

    func getObjectAttributes(_ call: S3Call) async throws -> Response {
        let object = try await store.open(call.location())
        let wanted = Set(
            (call.headers[.objectAttributes] ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        )
        guard !wanted.isEmpty else {
            throw S3Error.invalidArgument("x-amz-object-attributes", "", "Invalid attribute name specified.")
        }
        let info = object.info
        return answer(
            .document("GetObjectAttributesResponse") { xml in
                if wanted.contains("ETag") { xml.element("ETag", info.etag) }
                if wanted.contains("Checksum"), info.checksum != nil {
                    xml.element("Checksum") { xml in
                        xml.checksum(info.checksum)
                        xml.element("ChecksumType", info.checksum?.kind.rawValue)
                    }
                }
                if wanted.contains("ObjectParts"), info.etag.contains("-") {
                    writeParts(object.parts, call.headers, &xml)
                }
                if wanted.contains("StorageClass") { xml.element("StorageClass", info.storageClass) }
                if wanted.contains("ObjectSize") { xml.element("ObjectSize", "\(info.size)") }
            },
            headers: [.lastModified: UTCTime(info.lastModified).http]
        )
    }

    /// Objects have no tags: the answer of one that was never given any.
    func getObjectTagging(_ call: S3Call) async throws -> Response {
        _ = try await store.info(call.location())
        return answer(.document("Tagging") { $0.element("TagSet", "") })
    }

    private func writeParts(_ parts: [ObjectPart], _ headers: HTTPFields, _ xml: inout XMLText) {
        let marker = headers[.partNumberMarker].flatMap { Int($0) } ?? 0
        let limit = min(headers[.maxParts].flatMap { Int($0) } ?? Self.mostParts, Self.mostParts)
        let left = parts.filter { $0.number > marker }
        let page = left.prefix(max(limit, 0))
        xml.element("ObjectParts") { xml in
            xml.element("PartsCount", "\(parts.count)")
            xml.element("PartNumberMarker", "\(marker)")
            xml.element("NextPartNumberMarker", "\(page.last?.number ?? 0)")
            xml.element("MaxParts", "\(limit)")
            xml.element("IsTruncated", left.count > page.count ? "true" : "false")
            for part in page {
                xml.element("Part") { xml in
                    xml.element("PartNumber", "\(part.number)")
                    xml.element("Size", "\(part.size)")
                }
            }
        }
    }
}
