import Foundation
import NIOCore
import ObjectStorage
import Synchronization
import Testing

/// Counts what is fetched.
private final class CountedSource: ObjectSource {
    let store: ObjectStore
    private let counter = Mutex(0)

    init(_ store: ObjectStore) {
        self.store = store
    }

    var downloads: Int { counter.withLock { $0 } }

    func info(_ location: ObjectLocation) async throws -> ObjectInfo { try await store.info(location) }

    func bytes(_ location: ObjectLocation, limit: Int) async throws -> [UInt8] {
        try await store.bytes(location, limit: limit)
    }

    func download(_ location: ObjectLocation, to file: URL) async throws -> ObjectInfo {
        counter.withLock { $0 += 1 }
        return try await store.download(location, to: file)
    }

    func put(_ bytes: [UInt8], at location: ObjectLocation, contentType: String?) async throws -> ObjectInfo {
        try await store.put(bytes, at: location, contentType: contentType)
    }

    func upload(_ file: URL, to location: ObjectLocation, contentType: String?) async throws -> ObjectInfo {
        try await store.upload(file, to: location, contentType: contentType)
    }

    func ensureBucket(_ name: String, region: String) async throws {
        try await store.ensureBucket(name, region: region)
    }

    func list(_ query: ListingQuery) async throws -> ListingPage { try await store.list(query) }
}

private struct Stage {
    let fixture: StoreFixture
    let source: CountedSource
    let staged: StagedObjects

    /// Three objects of four bytes each.
    init(limit: Int64) async throws {
        fixture = try await StoreFixture()
        for key in ["a", "b", "c"] { _ = try await fixture.put("\(key)...", key) }
        source = CountedSource(fixture.store)
        staged = try StagedObjects(
            folder: fixture.folder.url.appending(path: "cache"),
            limit: limit,
            source: source
        )
    }

    func text(_ key: String, _ holder: String = "run") async throws -> String {
        let file = try await staged.file(for: fixture.place(key), holder: holder)
        return try String(contentsOf: file, encoding: .utf8)
    }
}

@Test func `an object is fetched once, and anew when it has changed`() async throws {
    let stage = try await Stage(limit: 100)
    #expect(try await stage.text("a") == "a...")
    #expect(try await stage.text("a") == "a...")
    #expect(stage.source.downloads == 1)
    _ = try await stage.fixture.put("new", "a")
    #expect(try await stage.text("a") == "new")
    #expect(stage.source.downloads == 2)
}

@Test func `those who ask together wait for one fetch`() async throws {
    let stage = try await Stage(limit: 100)
    try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<10 { group.addTask { try await stage.text("a", "run \(number)") } }
        for try await text in group { #expect(text == "a...") }
    }
    #expect(stage.source.downloads == 1)
}

@Test func `the longest unused goes first, and nothing that is held`() async throws {
    let stage = try await Stage(limit: 8)
    _ = try await stage.text("a", "first")
    _ = try await stage.text("b", "second")
    let full = await storageError { _ = try await stage.text("c", "third") }
    #expect(full == .stagingFull(needed: 4, limit: 8))
    await stage.staged.release(holder: "second")
    _ = try await stage.text("c", "third")
    #expect(await stage.staged.size == 8)
    await stage.staged.release(holder: "first")
    await stage.staged.release(holder: "third")
    #expect(try await stage.text("a") == "a...")
    #expect(stage.source.downloads == 3, "a was never let go of")
}

@Test func `a new process takes over what is there`() async throws {
    let stage = try await Stage(limit: 8)
    _ = try await stage.text("a")
    let folder = stage.fixture.folder.url.appending(path: "cache")
    try Data("half".utf8).write(to: folder.appending(path: ".x.partial"))
    let next = try StagedObjects(folder: folder, limit: 8, source: stage.source)
    #expect(await next.size == 4)
    _ = try await next.file(for: stage.fixture.place("a"), holder: "run")
    #expect(stage.source.downloads == 1)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    #expect(left.count == 1)
}

@Test func `a file that somebody removed is fetched again`() async throws {
    let stage = try await Stage(limit: 8)
    let file = try await stage.staged.file(for: stage.fixture.place("a"), holder: "run")
    try FileManager.default.removeItem(at: file)
    #expect(try await stage.text("a") == "a...")
    #expect(stage.source.downloads == 2)
}
