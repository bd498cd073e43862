import Foundation
import NIOCore
import ObjectStorage

/// A folder that goes away with its test.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing depends on it: the system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: url)
    }
}

/// A store in a folder of its own, with a bucket and parts of any size.
struct StoreFixture {
    static let bucket = "bears"

    let folder: TemporaryFolder
    let store: ObjectStore

    init(
        limits: ObjectStore.Limits = ObjectStore.Limits(smallestPart: 3),
        step: @escaping @Sendable (StorageStep) -> Void = { _ in }
    ) async throws {
        folder = try TemporaryFolder()
        store = try ObjectStore(
            home: folder.url,
            limits: limits,
            now: { Date(timeIntervalSince1970: 1_700_000_000) },
            step: step
        )
        _ = try await store.createBucket(Self.bucket, region: "us-east-1")
    }

    func put(_ text: String, _ key: String, options: WriteOptions = WriteOptions()) async throws -> ObjectInfo
    {
        try await store.put(BufferedBody(ByteBuffer(string: text)), at: place(key), options: options)
    }

    func read(_ key: String, _ range: Range<Int64>? = nil) async throws -> String {
        try await text(of: store.open(place(key)).body(range))
    }

    func place(_ key: String) -> ObjectLocation { ObjectLocation(bucket: Self.bucket, key: key) }

    /// How many files of content there are.
    func contentCount() throws -> Int { try Self.contentCount(in: folder.url) }

    static func contentCount(in home: URL) throws -> Int {
        let objects = home.appending(path: "objects").path(percentEncoded: false)
        return try FileManager.default.subpathsOfDirectory(atPath: objects)
            .count(where: { ($0.split(separator: "/").last?.count ?? 0) == 32 })
    }
}

/// All of a body as text.
func text(of body: ObjectBody) async throws -> String {
    var bytes: [UInt8] = []
    for try await buffer in body { bytes += buffer.readableBytesView }
    return String(decoding: bytes, as: UTF8.self)
}

/// The typed error that a body throws.
func storageError(_ body: () async throws -> Void) async -> ObjectStorageError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? ObjectStorageError
    }
}
