import HummingbirdCore
import ObjectStorage

extension S3Door {
    func listBuckets(_ call: S3Call) async throws -> Response {
        let prefix = call.query("prefix") ?? ""
        let limit = try call.number("max-buckets", in: 1...10_000, or: 10_000)
        let after = try call.query("continuation-token").map(ContinuationToken.read) ?? ""
        let found = try await store.buckets().filter { $0.name.hasPrefix(prefix) && $0.name > after }
        let page = found.prefix(limit)
        return answer(
            .document("ListAllMyBucketsResult") { xml in
                writeOwner(&xml)
                xml.element("Buckets") { xml in
                    for bucket in page {
                        xml.element("Bucket") { xml in
                            xml.element("Name", bucket.name)
                            xml.element("CreationDate", UTCTime(bucket.created).iso8601)
                            xml.element("BucketRegion", bucket.region)
                        }
                    }
                }
                if found.count > page.count {
                    xml.element("ContinuationToken", page.last.map { ContinuationToken.make($0.name) })
                }
                if call.has("prefix") { xml.element("Prefix", prefix) }
            }
        )
    }
}
