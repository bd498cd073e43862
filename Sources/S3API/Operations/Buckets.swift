import HTTPTypes
import HummingbirdCore
import ObjectStorage

extension S3Door {
    /// The region that has no name in a bucket's location.
    private static let firstRegion = "us-east-1"
    private static let longestConfiguration = 64 << 10

    func createBucket(_ call: S3Call, _ sender: Authenticator.Sender) async throws -> Response {
        try UnsupportedHeaders.check(call.headers)
        let name = try call.bucket()
        let body = try await checkedBody(call, sender, limit: Self.longestConfiguration)
        let configuration =
            try body.isEmpty ? nil : RequestDocument.decode(CreateBucketConfiguration.self, from: body)
        let region = configuration?.locationConstraint ?? settings.region
        do {
            _ = try await store.createBucket(name, region: region)
        } catch ObjectStorageError.bucketExists where region == Self.firstRegion {
            // S3's oldest region takes it for done, and scripts rely on it.
        }
        return Response(status: .ok, headers: [.location: "/\(name)"])
    }

    func headBucket(_ call: S3Call) async throws -> Response {
        let bucket = try await store.bucket(call.bucket())
        return Response(
            status: .ok,
            headers: [.bucketRegion: bucket.region, .contentType: "application/xml"]
        )
    }

    func deleteBucket(_ call: S3Call) async throws -> Response {
        try await store.deleteBucket(call.bucket())
        return Response(status: .noContent)
    }

    func getBucketLocation(_ call: S3Call) async throws -> Response {
        let bucket = try await store.bucket(call.bucket())
        let name = bucket.region == Self.firstRegion ? "" : bucket.region
        return answer(.document("LocationConstraint", text: name))
    }

    /// Buckets never had versions: the answer of one for which they were never switched on.
    func getBucketVersioning(_ call: S3Call) async throws -> Response {
        _ = try await store.bucket(call.bucket())
        return answer(.document("VersioningConfiguration") { _ in })
    }

    /// A document that a request carries, compared with what its headers say of it.
    func checkedBody(
        _ call: S3Call,
        _ sender: Authenticator.Sender,
        limit: Int,
        ofWhole: Bool = false
    ) async throws -> [UInt8] {
        let expectations = try BodyExpectations(call.headers, payload: sender.payload, ofWhole: ofWhole)
        let bytes = try await call.body(from: sender).collect(limit: limit)
        let summary = ContentSummary(
            of: bytes,
            Set([expectations.algorithm].compactMap(\.self)),
            hashesPayload: expectations.hashesPayload
        )
        try expectations.check(summary, trailer: call.progress.trailer)
        return bytes
    }
}
