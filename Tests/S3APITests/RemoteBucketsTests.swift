import AWSSignatureV4
import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import ObjectStorage
import S3API
import Testing

/// Runs a server with a fixture's door, and hands over the settings of its bucket as one that lies elsewhere.
private func withServer(
    secret: String = OneKey.credential.secret,
    _ test: @escaping @Sendable (DoorFixture, RemoteBuckets) async throws -> Void
) async throws {
    let s3 = try await DoorFixture(checksSignatures: true, now: { Date() })
    let door = s3.door
    let responder = CallbackResponder { (request: Request, context: BasicRequestContext) in
        await door.respond(to: request, requestID: context.id)
    }
    let application = Application(
        responder: responder,
        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0))
    )
    try await application.test(.live) { client in
        let port = try #require(client.port)
        let bucket = RemoteBucket(
            endpoint: try #require(URL(string: "http://127.0.0.1:\(port)")),
            region: "us-east-1",
            credential: Credential(accessKeyID: OneKey.credential.accessKeyID, secret: secret),
            style: .path
        )
        let remote = RemoteBuckets(
            ["bears": bucket, "wolves": bucket],
            client: HTTPClient.shared,
            pause: { _ in }
        )
        try await test(s3, remote)
    }
}

@Test(.timeLimit(.minutes(1)))
func `objects elsewhere are written and read like those at home`() async throws {
    try await withServer { s3, remote in
        let place = ObjectLocation(bucket: "bears", key: "photos//b ü?.jpg")
        let put = try await remote.put(Array("a bear".utf8), at: place, contentType: "image/jpeg")
        #expect(put.etag == "55c5872e02058083fce51af088b7ef0f")
        let info = try await remote.info(place)
        #expect(info.size == 6)
        #expect(info.contentType == "image/jpeg")
        #expect(info.etag == put.etag)
        #expect(try await remote.bytes(place, limit: 6) == Array("a bear".utf8))
        #expect(try await s3.store.bytes(place, limit: 6) == Array("a bear".utf8))
        let file = s3.folder.url.appending(path: "out.jpg")
        #expect(try await remote.download(place, to: file).size == 6)
        let second = ObjectLocation(bucket: "bears", key: "again")
        #expect(try await remote.upload(file, to: second, contentType: nil).size == 6)
        #expect(try await s3.store.bytes(second, limit: 6) == Array("a bear".utf8))
    }
}

/// The typed error that a body throws.
private func storageError(_ body: () async throws -> Void) async -> ObjectStorageError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? ObjectStorageError
    }
}

@Test(.timeLimit(.minutes(1)))
func `errors of an endpoint elsewhere are told apart`() async throws {
    let absent = ObjectLocation(bucket: "bears", key: "none")
    try await withServer { _, remote in
        #expect(await storageError { _ = try await remote.info(absent) } == .noSuchKey(absent))
        #expect(await storageError { _ = try await remote.bytes(absent, limit: 9) } == .noSuchKey(absent))
        let bucket = ObjectLocation(bucket: "wolves", key: "x")
        #expect(
            await storageError { _ = try await remote.bytes(bucket, limit: 9) } == .noSuchBucket("wolves")
        )
        let unknown = ObjectLocation(bucket: "ants", key: "x")
        #expect(await storageError { _ = try await remote.info(unknown) } == .noSuchBucket("ants"))
    }
    try await withServer(secret: "of wolves") { _, remote in
        #expect(await storageError { _ = try await remote.info(absent) } == .accessDenied(absent))
    }
}

@Test func `buckets are asked where they are`() async throws {
    let s3 = try await DoorFixture()
    let nowhere = RemoteBucket(
        endpoint: try #require(URL(string: "http://127.0.0.1:1")),
        region: "us-east-1",
        credential: nil,
        style: .path
    )
    let client = RemoteBuckets.makeClient()
    let remote = RemoteBuckets(["far": nowhere], client: client, pause: { _ in })
    let routed = RoutedObjects(remote: remote, embedded: s3.store)
    let here = ObjectLocation(bucket: "bears", key: "a")
    _ = try await routed.put([1, 2, 3], at: here, contentType: nil)
    #expect(try await routed.bytes(here, limit: 3) == [1, 2, 3])
    do {
        _ = try await routed.info(ObjectLocation(bucket: "far", key: "a"))
        Issue.record("nobody is there, and yet somebody answered")
    } catch ObjectStorageError.unreachable(let endpoint, _) {
        #expect(endpoint == "http://127.0.0.1:1")
    }
    try await client.shutdown()
}
