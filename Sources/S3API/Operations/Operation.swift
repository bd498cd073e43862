import AWSSignatureV4
import HTTPTypes
import HummingbirdCore

extension S3Door {
    /// Parts of buckets and objects that S3 has and this store has not; they are refused by name.
    private static let missing: Set<String> = [
        "accelerate", "acl", "analytics", "cors", "encryption", "intelligent-tiering", "inventory",
        "legal-hold", "lifecycle", "logging", "metadataConfiguration", "metadataTable", "metrics",
        "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock",
        "replication", "requestPayment", "restore", "retention", "select", "session", "torrent", "versions",
        "website",
    ]

    /// Does what a request asks for.
    func perform(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        if let name = call.head.queryItems.first(where: { Self.missing.contains($0.name) })?.name {
            throw S3Error.notImplemented(name)
        }
        // Nothing has versions here, and the one that all have is called "null".
        if let version = call.query("versionId"), !["", "null"].contains(version) {
            throw S3Error.noSuchVersion
        }
        if call.address.key != nil { return try await performOnObject(call, sender) }
        if call.address.bucket != nil { return try await performOnBucket(call, sender) }
        guard call.request.method == .get else { throw S3Error.methodNotAllowed }
        return try await listBuckets(call)
    }

    private func performOnBucket(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        switch call.request.method {
        case .get where call.has("location"): return try await getBucketLocation(call)
        case .get where call.has("versioning"): return try await getBucketVersioning(call)
        case .get where call.has("tagging"): throw S3Error.notImplemented("tagging")
        case .get where call.has("uploads"): return try await listMultipartUploads(call)
        case .get where call.query("list-type") == "2": return try await listObjectsV2(call)
        case .get: return try await listObjects(call)
        case .head: return try await headBucket(call)
        case .put where call.has("versioning"): throw S3Error.notImplemented("versioning")
        case .put where call.has("tagging"): throw S3Error.notImplemented("tagging")
        case .put: return try await createBucket(call, sender)
        case .delete where call.has("tagging"): throw S3Error.notImplemented("tagging")
        case .delete: return try await deleteBucket(call)
        case .post where call.has("delete"): return try await deleteObjects(call, sender)
        default: throw S3Error.methodNotAllowed
        }
    }

    private func performOnObject(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        let isCopy = call.headers.contains(.copySource)
        switch call.request.method {
        case .get where call.has("uploadId"): return try await listParts(call)
        case .get where call.has("attributes"): return try await getObjectAttributes(call)
        case .get where call.has("tagging"): return try await getObjectTagging(call)
        case .get: return try await getObject(call)
        case .head: return try await headObject(call)
        case .put where call.has("tagging"): throw S3Error.notImplemented("tagging")
        case .put where call.has("uploadId") && isCopy: return try await uploadPartCopy(call)
        case .put where call.has("uploadId"): return try await uploadPart(call, sender)
        case .put where isCopy: return try await copyObject(call)
        case .put: return try await putObject(call, sender)
        case .post where call.has("uploads"): return try await createMultipartUpload(call)
        case .post where call.has("uploadId"): return try await completeMultipartUpload(call, sender)
        case .delete where call.has("uploadId"): return try await abortMultipartUpload(call)
        case .delete where call.has("tagging"): throw S3Error.notImplemented("tagging")
        case .delete: return try await deleteObject(call)
        default: throw S3Error.methodNotAllowed
        }
    }

    /// An answer with a document.
    func answer(_ document: XMLText, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/xml"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: document.buffer))
    }

    /// The owner of all there is.
    func writeOwner(_ xml: inout XMLText, as name: String = "Owner") {
        xml.element(name) { xml in
            xml.element("ID", settings.account)
            xml.element("DisplayName", settings.account)
        }
    }
}
