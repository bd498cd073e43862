import Foundation
import GRDB
import NIOCore
import Synchronization
import Testing

@testable import ObjectStorage

/// A copy of a home as it lay on the disk at a step, as a cut would leave it.
private final class Snapshot: Sendable {
    let folder: TemporaryFolder
    private let wanted: StorageStep
    private let home = Mutex<URL?>(nil)
    private let isTaken = Mutex(false)

    init(at step: StorageStep) throws {
        folder = try TemporaryFolder()
        wanted = step
    }

    /// The copy's home.
    var copy: URL { folder.url.appending(path: "home") }

    func watch(_ url: URL) { home.withLock { $0 = url } }

    func take(_ step: StorageStep) {
        guard step == wanted, let url = home.withLock({ $0 }) else { return }
        do {
            try FileManager.default.copyItem(at: url, to: copy)
            isTaken.withLock { $0 = true }
        } catch {
            Issue.record(error)
        }
    }

    var wasTaken: Bool { isTaken.withLock { $0 } }
}

@Test(arguments: [StorageStep.contentWritten, .contentSynchronised, .objectIndexed])
func `an object that is replaced is whole after a cut, old or new`(_ step: StorageStep) async throws {
    let snapshot = try Snapshot(at: step)
    let fixture = try await StoreFixture { snapshot.take($0) }
    _ = try await fixture.put("old", "a")
    snapshot.watch(fixture.folder.url)
    _ = try await fixture.put("the new one", "a")
    #expect(snapshot.wasTaken)

    let store = try ObjectStore(home: snapshot.copy)
    let found = try await store.bytes(fixture.place("a"), limit: 100)
    #expect(found == Array((step == .objectIndexed ? "the new one" : "old").utf8))
    #expect(try await store.removeLeftovers() == 1)
    #expect(try StoreFixture.contentCount(in: snapshot.copy) == 1)
    #expect(try await store.bytes(fixture.place("a"), limit: 100) == found)
}

@Test(arguments: [StorageStep.uploadBegun, .partIndexed, .uploadCompleted])
func `an upload goes on after a cut`(_ step: StorageStep) async throws {
    let snapshot = try Snapshot(at: step)
    let fixture = try await StoreFixture { snapshot.take($0) }
    snapshot.watch(fixture.folder.url)
    let place = fixture.place("big")
    let upload = try await fixture.store.beginUpload(to: place)
    let part = try await fixture.store.uploadPart(
        1,
        of: upload.id,
        to: place,
        body: BufferedBody(ByteBuffer(string: "bear"))
    )
    let chosen = [ChosenPart(number: 1, etag: part.etag)]
    _ = try await fixture.store.completeUpload(upload.id, to: place, parts: chosen)
    #expect(snapshot.wasTaken)

    let store = try ObjectStore(home: snapshot.copy)
    #expect(try await store.removeLeftovers() == 0)
    if step == .uploadBegun {
        _ = try await store.uploadPart(
            1,
            of: upload.id,
            to: place,
            body: BufferedBody(ByteBuffer(string: "bear"))
        )
    }
    if step != .uploadCompleted {
        _ = try await store.completeUpload(upload.id, to: place, parts: chosen)
    }
    #expect(try await store.bytes(place, limit: 100) == Array("bear".utf8))
}

@Test func `a deletion that was cut leaves content that the next start removes`() async throws {
    let snapshot = try Snapshot(at: .objectsForgotten)
    let fixture = try await StoreFixture { snapshot.take($0) }
    _ = try await fixture.put("bear", "a")
    snapshot.watch(fixture.folder.url)
    try await fixture.store.delete(fixture.place("a"))
    let store = try ObjectStore(home: snapshot.copy)
    #expect(try StoreFixture.contentCount(in: snapshot.copy) == 1)
    #expect(try await store.removeLeftovers() == 1)
    #expect(try StoreFixture.contentCount(in: snapshot.copy) == 0)
}

@Test func `a search for leftovers leaves alone what is being received`() async throws {
    let fixture = try await StoreFixture()
    let (stream, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
    source.yield(ByteBuffer(repeating: 1, count: 600 << 10))
    async let written = fixture.store.put(stream, at: fixture.place("slow"))
    // Until the first half megabyte is in a file.
    while try fixture.contentCount() == 0 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await fixture.store.removeLeftovers() == 0)
    source.yield(ByteBuffer(string: "end"))
    source.finish()
    #expect(try await written.size == 614_403)
    #expect(try await fixture.read("slow", 614_400..<614_403) == "end")
}

@Test func `commits wait for the disk, and foreign keys are checked`() async throws {
    let fixture = try await StoreFixture()
    let synchronous = try await fixture.store.index.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
    #expect(synchronous == 2, "FULL")
    let keys = try await fixture.store.index.write { try Int.fetchOne($0, sql: "PRAGMA foreign_keys") }
    #expect(keys == 1)
}

@Test func `a change that fails takes back nothing but itself`() async throws {
    let fixture = try await StoreFixture()
    await withTaskGroup(of: Void.self) { group in
        for number in 0..<20 {
            group.addTask {
                // Half of them fail, and all are likely to share a commit or two.
                let name = number.isMultiple(of: 2) ? "bears" : "bucket-\(number)"
                _ = await storageError { _ = try await fixture.store.createBucket(name, region: "r") }
            }
        }
    }
    #expect(try await fixture.store.buckets().count == 11)
}

@Test func `an index of a newer Katmai is refused`() async throws {
    let fixture = try await StoreFixture()
    try await fixture.store.index.write {
        try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of the future')")
    }
    try fixture.store.close()
    let path = fixture.folder.url.appending(path: "objects.sqlite").path(percentEncoded: false)
    #expect(throws: ObjectStorageError.newerIndex(path: path)) { try ObjectStore(home: fixture.folder.url) }
}

@Test func `content that is gone is told, and not passed over`() async throws {
    let fixture = try await StoreFixture()
    _ = try await fixture.put("bear", "a")
    let objects = fixture.folder.url.appending(path: "objects")
    for path in try FileManager.default.subpathsOfDirectory(atPath: objects.path(percentEncoded: false))
    where path.count == 35 {
        try FileManager.default.removeItem(at: objects.appending(path: path))
    }
    let place = fixture.place("a")
    #expect(await storageError { _ = try await fixture.store.bytes(place, limit: 10) } == .damaged(place))
}
