import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    private static let mostKeys = 1000

    /// What is not there counts as deleted, as in S3.
    func deleteObject(_ call: S3Call) async throws -> Response {
        let condition = try Preconditions.write(call.headers)
        do {
            try await store.delete(call.location(), condition: condition)
        } catch ObjectStorageError.noSuchKey {
            // Only a condition needs the object to be there.
            throw S3Error.preconditionFailed("If-Match")
        }
        return Response(status: .noContent)
    }

    func deleteObjects(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        let bucket = try call.bucket()
        let body = try await checkedBody(call, sender, limit: RequestDocument.longest)
        let document = try RequestDocument.decode(DeleteDocument.self, from: body)
        guard (1...Self.mostKeys).contains(document.items.count) else { throw S3Error.malformedXML }
        let failures = try await deleteAll(document.items, from: bucket)
        return answer(
            .document("DeleteResult") { xml in
                for (place, item) in document.items.enumerated() {
                    if let failure = failures[place] {
                        xml.element("Error") { xml in
                            xml.element("Key", item.key)
                            xml.element("VersionId", item.versionID)
                            xml.element("Code", failure.code)
                            xml.element("Message", failure.message)
                        }
                    } else if document.quiet != true {
                        xml.element("Deleted") { xml in
                            xml.element("Key", item.key)
                            xml.element("VersionId", item.versionID)
                        }
                    }
                }
            }
        )
    }

    /// Deletes the items together, in one transaction, and returns what was not, by its place in the list.
    private func deleteAll(
        _ items: [DeleteDocument.Item],
        from bucket: String
    ) async throws -> [Int: S3Error] {
        let versioned = items.indices.filter { !["", "null"].contains(items[$0].versionID ?? "") }
        let places = items.indices.filter { !versioned.contains($0) }
        let keys = places.map { place in
            DeletedKey(
                key: items[place].key,
                condition: items[place].etag.map {
                    .matching(etag: $0 == "*" ? nil : EntityTags.unquoted($0))
                }
            )
        }
        var failures = Dictionary(uniqueKeysWithValues: versioned.map { ($0, S3Error.noSuchVersion) })
        for (index, failure) in try await store.delete(keys, from: bucket) {
            failures[places[index]] = S3Error(failure)
        }
        return failures
    }
}
