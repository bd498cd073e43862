import AWSSignatureV4
import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
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
    try await withEndpoint(responder, secret: secret) { try await test(s3, $0) }
}

/// Runs a server of any kind, and hands over the settings of two buckets there.
private func withEndpoint(
    _ responder: CallbackResponder<BasicRequestContext>,
    secret: String = OneKey.credential.secret,
    _ test: @escaping @Sendable (RemoteBuckets) async throws -> Void
) async throws {
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
        try await test(remote)
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

/// All keys of a query, page by page, and how many pages that took.
private func keys(
    _ remote: RemoteBuckets,
    _ query: ListingQuery
) async throws -> (keys: [String], pages: Int) {
    var keys: [String] = []
    var pages = 0
    var next: ListingQuery? = query
    while let query = next {
        let page = try await remote.list(query)
        #expect(page.count <= query.limit)
        keys += page.objects.map(\.key)
        pages += 1
        next = query.following(page)
    }
    return (keys, pages)
}

@Test(.timeLimit(.minutes(1)))
func `a bucket elsewhere is listed page by page`() async throws {
    try await withServer { s3, remote in
        let names = ["a", "photos/%", "photos/+ &<ü?.jpg", "photos/\u{1}", "photos/b//c", "photos/e\u{301}"]
        for name in names + ["z"] {
            let place = ObjectLocation(bucket: "bears", key: name)
            _ = try await s3.store.put(Array(name.utf8), at: place, contentType: nil)
        }
        let photos = ListingQuery(bucket: "bears", prefix: "photos/", limit: 2)
        let listed = try await keys(remote, photos)
        let inOrder = names.dropFirst().sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(listed.keys.map { Array($0.utf8) } == inOrder.map { Array($0.utf8) })
        #expect(listed.pages == 3)
        let here = try await s3.store.list(ListingQuery(bucket: "bears"))
        let there = try await remote.list(ListingQuery(bucket: "bears"))
        #expect(there.objects == here.objects)
        let behind = ListingQuery(bucket: "bears", delimiter: "/", after: "a")
        let folders = try await remote.list(behind)
        #expect(folders.commonPrefixes == ["photos/"] && folders.objects.map(\.key) == ["z"])
        #expect(folders.last == "z" && !folders.isTruncated)
        #expect(try await remote.list(ListingQuery(bucket: "bears", prefix: "none/")).count == 0)
    }
}

@Test(.timeLimit(.minutes(1)))
func `why a bucket elsewhere cannot be listed is told`() async throws {
    let query = ListingQuery(bucket: "bears")
    try await withServer { _, remote in
        for name in ["wolves", "ants"] {
            let error = await storageError { _ = try await remote.list(ListingQuery(bucket: name)) }
            #expect(error == .noSuchBucket(name))
        }
    }
    try await withServer(secret: "of wolves") { _, remote in
        #expect(
            await storageError { _ = try await remote.list(query) }
                == .listingDenied(bucket: "bears", status: 403, code: "SignatureDoesNotMatch")
        )
    }
    let page = CallbackResponder { (_: Request, _: BasicRequestContext) in
        Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "<html>Welcome</html>")))
    }
    try await withEndpoint(page) { remote in
        #expect(
            await storageError { _ = try await remote.list(query) }
                == .badListing(bucket: "bears", problem: "a document html and no ListBucketResult")
        )
    }
}

@Test(.timeLimit(.minutes(1)))
func `an endpoint that is busy is asked for a page three times`() async throws {
    let asked = Counter()
    let responder = CallbackResponder { (_: Request, _: BasicRequestContext) in
        asked.increase()
        let error = ByteBuffer(string: "<Error><Code>SlowDown</Code></Error>")
        let none = ByteBuffer(
            string: "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
        )
        return asked.value == 3
            ? Response(status: .ok, body: ResponseBody(byteBuffer: none))
            : Response(status: .serviceUnavailable, body: ResponseBody(byteBuffer: error))
    }
    try await withEndpoint(responder) { remote in
        let page = try await remote.list(ListingQuery(bucket: "bears"))
        #expect(page.count == 0)
        #expect(asked.value == 3)
        let error = await storageError { _ = try await remote.list(ListingQuery(bucket: "bears")) }
        guard case .unreachable(_, let reason) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(reason == "the bucket bears cannot be listed: its endpoint answered 503 SlowDown")
        #expect(asked.value == 6)
    }
}
