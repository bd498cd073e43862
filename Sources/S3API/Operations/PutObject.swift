import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    func putObject(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let body = try call.body(from: sender)
        try checkLength(body)
        var options = try writeOptions(call, sender)
        options.storageClass = try ObjectHeaders.storageClass(call.headers) ?? StorageClass.standard
        options.attributes = try ObjectHeaders.attributes(call.headers)
        options.condition = try Preconditions.write(call.headers)
        let info = try await store.put(body, at: call.location(), options: options)
        var headers: HTTPFields = [.eTag: "\"\(info.etag)\""]
        ObjectHeaders.add(info.checksum, to: &headers)
        return Response(status: .ok, headers: headers)
    }

    /// How to write what a request carries: what to compute of it and to compare it with.
    func writeOptions(_ call: S3Call, _ sender: Authenticator.Sender) throws(S3Error) -> WriteOptions {
        let expectations = try BodyExpectations(call.headers, payload: sender.payload)
        let progress = call.progress
        return WriteOptions(
            checksums: [expectations.algorithm].compactMap(\.self),
            hashesPayload: expectations.hashesPayload,
            check: { summary in try expectations.check(summary, trailer: progress.trailer) }
        )
    }

    /// Refuses a body that is announced as too long, before any of it is sent.
    func checkLength(_ body: ReceivedBody) throws {
        guard let length = body.length, length > store.limits.largestWrite else { return }
        throw ObjectStorageError.tooLarge(size: length, limit: store.limits.largestWrite)
    }
}
