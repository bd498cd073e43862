import Foundation
import NIOCore
import ObjectStorage
import Testing

@Test func `an object is read as it was written`() async throws {
    let fixture = try await StoreFixture()
    var options = WriteOptions(
        attributes: ObjectAttributes(contentType: "text/plain", metadata: ["who": "otis"])
    )
    options.checksums = [.crc32]
    let written = try await fixture.put("a bear", "photos/otis.txt", options: options)
    let info = try await fixture.store.info(fixture.place("photos/otis.txt"))
    #expect(info == written)
    #expect(info.size == 6)
    // printf 'a bear' | md5sum
    #expect(info.etag == "55c5872e02058083fce51af088b7ef0f")
    #expect(info.contentType == "text/plain")
    #expect(info.metadata == ["who": "otis"])
    #expect(info.checksum?.algorithm == .crc32)
    #expect(try await fixture.read("photos/otis.txt") == "a bear")
    #expect(try await fixture.read("photos/otis.txt", 2..<4) == "be")
}

@Test(arguments: [
    "a", "a/b", "a//b", "/", "..", "../../etc/passwd", " ", "a ", "ä", "a\u{308}", "%2F", "a\nb", "\u{1}",
    String(repeating: "k", count: 1024),
])
func `any text of up to 1,024 bytes is just a key`(_ key: String) async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.put("one", key)
    _ = try await fixture.put("two", "other")
    #expect(try await fixture.read(key) == "one")
    let keys = try await fixture.store.list(ListingQuery(bucket: StoreFixture.bucket)).objects.map(\.key)
    #expect(keys.contains { $0.utf8.elementsEqual(key.utf8) })
    #expect(keys.count == 2)
}

@Test func `keys that cannot be are refused`() async throws {
    let fixture = try await StoreFixture()
    let long = String(repeating: "ä", count: 513)
    #expect(await storageError { _ = try await fixture.put("x", long) } == .keyTooLong(bytes: 1026))
    #expect(await storageError { _ = try await fixture.put("x", "") } == .emptyKey)
}

@Test func `what is not there is an error of its own`() async throws {
    let fixture = try await StoreFixture()
    let absent = ObjectLocation(bucket: "wolves", key: "x")
    #expect(await storageError { _ = try await fixture.store.info(absent) } == .noSuchBucket("wolves"))
    let place = fixture.place("x")
    #expect(await storageError { _ = try await fixture.store.open(place) } == .noSuchKey(place))
    #expect(await storageError { try await fixture.store.deleteBucket("wolves") } == .noSuchBucket("wolves"))
    try await fixture.store.delete(place)
}

@Test func `buckets are made, listed and removed when empty`() async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.store.createBucket("ants", region: "eu-west-1")
    #expect(try await fixture.store.buckets().map(\.name) == ["ants", "bears"])
    #expect(try await fixture.store.bucket("ants").region == "eu-west-1")
    let twice = await storageError { _ = try await fixture.store.createBucket("ants", region: "r") }
    #expect(twice == .bucketExists("ants"))
    let bad = await storageError { _ = try await fixture.store.createBucket("_", region: "r") }
    #expect(bad == .badBucketName("_"))
    _ = try await fixture.put("x", "x")
    #expect(await storageError { try await fixture.store.deleteBucket("bears") } == .bucketNotEmpty("bears"))
    try await fixture.store.delete(fixture.place("x"))
    _ = try await fixture.store.beginUpload(to: fixture.place("y"))
    try await fixture.store.deleteBucket("bears")
    #expect(try await fixture.store.buckets().map(\.name) == ["ants"])
}

@Test func `content that nobody needs any more is removed`() async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.put("old", "a")
    _ = try await fixture.put("new", "a")
    #expect(try fixture.contentCount() == 1)
    _ = try await fixture.store.copy(fixture.place("a"), to: fixture.place("b"), changes: CopyChanges())
    #expect(try fixture.contentCount() == 1, "copies share their content")
    try await fixture.store.delete(fixture.place("a"))
    #expect(try await fixture.read("b") == "new")
    try await fixture.store.delete(fixture.place("b"))
    #expect(try fixture.contentCount() == 0)
}

@Test func `an object can be copied onto itself to say something else of it`() async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.put("bear", "a")
    let changes = CopyChanges(
        storageClass: "STANDARD_IA",
        attributes: ObjectAttributes(contentType: "image/png")
    )
    let copied = try await fixture.store.copy(fixture.place("a"), to: fixture.place("a"), changes: changes)
    #expect(copied.contentType == "image/png")
    #expect(copied.storageClass == "STANDARD_IA")
    #expect(try await fixture.read("a") == "bear")
}

@Test func `what is refused at its end leaves nothing behind`() async throws {
    struct Refusal: Error {}
    let fixture = try await StoreFixture(limits: ObjectStore.Limits(largestWrite: 8))
    _ = try await fixture.put("old", "a")
    let options = WriteOptions(check: { _ in throw Refusal() })
    await #expect(throws: Refusal.self) { _ = try await fixture.put("new", "a", options: options) }
    let long = await storageError { _ = try await fixture.put("123456789", "a") }
    #expect(long == .tooLarge(size: 9, limit: 8))
    #expect(try await fixture.read("a") == "old")
    #expect(try fixture.contentCount() == 1)
}

@Test func `a condition holds at the moment of the write`() async throws {
    let fixture = try await StoreFixture()
    let place = fixture.place("a")
    let absent = WriteOptions(condition: .absent)
    let first = try await fixture.put("one", "a", options: absent)
    let again = await storageError { _ = try await fixture.put("two", "a", options: absent) }
    #expect(again == .conditionFailed(condition: "If-None-Match", location: place))
    let matching = WriteOptions(condition: .matching(etag: first.etag))
    _ = try await fixture.put("two", "a", options: matching)
    let stale = await storageError { _ = try await fixture.put("three", "a", options: matching) }
    #expect(stale == .conditionFailed(condition: "If-Match", location: place))
    let missing = await storageError { _ = try await fixture.put("x", "b", options: matching) }
    #expect(missing == .noSuchKey(fixture.place("b")))
    let deletion = await storageError {
        try await fixture.store.delete(place, condition: .matching(etag: first.etag))
    }
    #expect(deletion == .conditionFailed(condition: "If-Match", location: place))
    try await fixture.store.delete(place, condition: .matching(etag: nil))
}

@Test func `many keys go at once, and what may not go stays`() async throws {
    let fixture = try await StoreFixture()
    for key in ["a", "b", "c"] { _ = try await fixture.put(key, key) }
    let keys = [
        DeletedKey(key: "a"), DeletedKey(key: "b", condition: .matching(etag: "other")),
        DeletedKey(key: "none"),
    ]
    let failures = try await fixture.store.delete(keys, from: StoreFixture.bucket)
    #expect(failures == [1: .conditionFailed(condition: "If-Match", location: fixture.place("b"))])
    let left = try await fixture.store.list(ListingQuery(bucket: StoreFixture.bucket)).objects.map(\.key)
    #expect(left == ["b", "c"])
    #expect(try fixture.contentCount() == 2)
}

@Test func `a reader reads on what it has opened`() async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.put("old", "a")
    let opened = try await fixture.store.open(fixture.place("a"))
    _ = try await fixture.put("new", "a")
    #expect(try await text(of: opened.body()) == "old")
    try await fixture.store.delete(fixture.place("a"))
    #expect(try await text(of: opened.body()) == "old")
}

@Test func `writes that come together are all there`() async throws {
    let fixture = try await StoreFixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
            group.addTask { _ = try await fixture.put("\(number)", "key-\(number % 25)") }
        }
        try await group.waitForAll()
    }
    let page = try await fixture.store.list(ListingQuery(bucket: StoreFixture.bucket))
    #expect(page.objects.count == 25)
    #expect(try fixture.contentCount() == 25)
    for object in page.objects {
        let text = try await fixture.read(object.key)
        #expect(object.key == "key-\((Int(text) ?? -1) % 25)")
    }
}

@Test func `files go in and out, whole or not at all`() async throws {
    let fixture = try await StoreFixture()
    let file = fixture.folder.url.appending(path: "in.bin")
    let bytes = Data((0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    try bytes.write(to: file)
    let info = try await fixture.store.upload(file, to: fixture.place("big"), contentType: "a/b")
    #expect(info.size == 700_000)
    let out = fixture.folder.url.appending(path: "out.bin")
    #expect(try await fixture.store.download(fixture.place("big"), to: out) == info)
    #expect(try Data(contentsOf: out) == bytes)
    #expect(try await fixture.store.bytes(fixture.place("big"), limit: 700_000) == Array(bytes))
    let small = await storageError { _ = try await fixture.store.bytes(fixture.place("big"), limit: 10) }
    #expect(small == .tooLarge(size: 700_000, limit: 10))
    let absent = fixture.folder.url.appending(path: "absent")
    let missing = await storageError {
        _ = try await fixture.store.upload(absent, to: fixture.place("x"), contentType: nil)
    }
    guard case .fileFailed("open", _, _) = missing else {
        Issue.record("\(String(describing: missing))")
        return
    }
}
