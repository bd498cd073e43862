import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    func createMultipartUpload(_ call: S3Call) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let plan = try checksumPlan(call.headers)
        let upload = try await store.beginUpload(
            to: call.location(),
            storageClass: ObjectHeaders.storageClass(call.headers) ?? StorageClass.standard,
            checksum: plan,
            attributes: ObjectHeaders.attributes(call.headers)
        )
        var headers = HTTPFields()
        headers[.checksumAlgorithm] = plan?.algorithm.rawValue
        headers[.checksumKind] = plan?.kind.rawValue
        return answer(
            .document("InitiateMultipartUploadResult") { xml in
                xml.element("Bucket", upload.location.bucket)
                xml.element("Key", upload.location.key)
                xml.element("UploadId", upload.id)
            },
            headers: headers
        )
    }

    func uploadPart(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let body = try call.body(from: sender)
        try checkLength(body)
        let part = try await store.uploadPart(
            partNumber(call),
            of: uploadID(call),
            to: call.location(),
            body: body,
            options: writeOptions(call, sender)
        )
        var headers: HTTPFields = [.eTag: "\"\(part.etag)\""]
        if let checksum = part.checksum { headers[.checksum(checksum.algorithm)] = checksum.value }
        return Response(status: .ok, headers: headers)
    }

    func uploadPartCopy(_ call: S3Call) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let source = try await store.open(CopySource(call.headers).location)
        try Preconditions(copySourceOf: call.headers).require(source.info)
        var range: Range<Int64>?
        if let text = call.headers[.copySourceRange] {
            range = ByteRange(text)?.resolveStrictly(size: source.info.size)
            guard range != nil else {
                throw S3Error.invalidArgument(
                    "x-amz-copy-source-range",
                    text,
                    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and "
                        + "last are the zero-based offsets of the first and last bytes to copy"
                )
            }
        }
        let part = try await store.uploadPart(
            partNumber(call),
            of: uploadID(call),
            to: call.location(),
            body: source.body(range)
        )
        return answer(
            .document("CopyPartResult") { xml in
                xml.element("ETag", "\"\(part.etag)\"")
                xml.element("LastModified", UTCTime(part.lastModified).iso8601)
                xml.checksum(part.checksum)
            }
        )
    }

    func abortMultipartUpload(_ call: S3Call) async throws -> Response {
        try await store.abortUpload(uploadID(call), to: call.location())
        return Response(status: .noContent)
    }

    func uploadID(_ call: S3Call) -> String { call.query("uploadId") ?? "" }

    private func partNumber(_ call: S3Call) throws(S3Error) -> Int {
        guard let text = call.query("partNumber"), let number = Int(text) else {
            throw .invalidArgument(
                "partNumber",
                call.query("partNumber") ?? "",
                "Part number must be an integer between 1 and 10000, inclusive"
            )
        }
        return number
    }

    /// The checksum that the upload will have; nil where its beginner asks for none.
    private func checksumPlan(_ headers: HTTPFields) throws(S3Error) -> ChecksumPlan? {
        let kindName = headers[.checksumKind]?.uppercased()
        guard let algorithm = try BodyExpectations.algorithm(in: headers) else {
            guard kindName == nil else {
                throw .invalidRequest("The x-amz-checksum-type header can only be used with an algorithm.")
            }
            return nil
        }
        guard let kindName else { return ChecksumPlan(algorithm: algorithm, kind: algorithm.usualKind) }
        guard let kind = ChecksumKind(rawValue: kindName), algorithm.allows(kind) else {
            throw .invalidRequest(
                "The \(kindName) checksum type cannot be used with the \(algorithm.rawValue) checksum "
                    + "algorithm."
            )
        }
        return ChecksumPlan(algorithm: algorithm, kind: kind)
    }
}
