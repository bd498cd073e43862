import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    func copyObject(_ call: S3Call) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let source = try CopySource(call.headers).location
        let target = try call.location()
        var changes = try copyChanges(call.headers)
        let isChange = changes.attributes != nil || changes.storageClass != nil
        guard source != target || isChange else { throw S3Error.selfCopy }
        let preconditions = Preconditions(copySourceOf: call.headers)
        let limit = store.limits.largestWrite
        let check: @Sendable (ObjectInfo) throws -> Void = { found in
            try preconditions.require(found)
            guard found.size <= limit else { throw S3Error.sourceTooLarge }
        }
        var state: String?
        if let algorithm = try BodyExpectations.algorithm(in: call.headers) {
            // A copy shares its source's content, which is read only for a checksum that the source has not.
            let object = try await store.open(source)
            try check(object.info)
            changes.checksum = try await object.checksum(algorithm)
            state = object.info.etag
        }
        let info = try await store.copy(
            source,
            to: target,
            changes: changes,
            condition: Preconditions.write(call.headers)
        ) { [state] found in
            try check(found)
            guard state == nil || state == found.etag else { throw S3Error.sourceChanged }
        }
        return answer(
            .document("CopyObjectResult") { xml in
                xml.element("ETag", "\"\(info.etag)\"")
                xml.element("LastModified", UTCTime(info.lastModified).iso8601)
                xml.checksum(info.checksum)
                xml.element("ChecksumType", info.checksum?.kind.rawValue)
            }
        )
    }

    private func copyChanges(_ headers: HTTPFields) throws(S3Error) -> CopyChanges {
        var changes = CopyChanges(storageClass: try ObjectHeaders.storageClass(headers))
        switch headers[.metadataDirective] {
        case nil, "COPY": break
        case "REPLACE": changes.attributes = try ObjectHeaders.attributes(headers)
        case let other?:
            throw .invalidArgument("x-amz-metadata-directive", other, "Unknown metadata directive.")
        }
        return changes
    }
}

extension XMLText {
    /// A checksum's value; nothing for nil.
    mutating func checksum(_ checksum: Checksum?) {
        guard let checksum else { return }
        element(checksum.algorithm.element, checksum.value)
    }
}
