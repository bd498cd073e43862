import AWSSignatureV4
import Crypto
package import Foundation

/// Copies of objects as files, for trainings: each fetched once, and kept while there is room.
///
/// A file stands for an object in one state, by its ETag: an object that has changed is fetched anew. Together the files have
/// at most `limit` bytes. When more is needed, those go first that were asked for the longest ago, and none that a holder has
/// asked for and not let go of. The folder may be deleted while nobody is at work.
package actor StagedObjects {
    private struct Staged {
        let size: Int64
        /// Rises with each use.
        var lastUse: Int
        var holders: Set<String>
    }

    private let folder: URL
    private let limit: Int64
    private let source: any ObjectSource
    private var files: [String: Staged] = [:]
    private var fetching: [String: Task<Void, any Error>] = [:]
    private var uses = 0
    /// Bytes of what is being fetched.
    private var reserved: Int64 = 0

    /// Takes over what an earlier process left in the folder, the oldest first to go, and makes it where it is not there.
    ///
    /// - Parameters:
    ///   - folder: this cache's own.
    ///   - limit: the most bytes of all files together.
    ///   - source: where objects are fetched from.
    /// - Throws: `ObjectStorageError` when the folder cannot be made or read.
    package init(folder: URL, limit: Int64, source: any ObjectSource) throws {
        self.folder = folder
        self.limit = limit
        self.source = source
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in try Self.files(in: folder) {
                // A download that was cut short.
                guard !file.name.hasPrefix(".") else {
                    try FileManager.default.removeItem(at: folder.appending(path: file.name))
                    continue
                }
                uses += 1
                files[file.name] = Staged(size: file.size, lastUse: uses, holders: [])
            }
        } catch {
            throw ObjectStorageError.fileFailed(
                operation: "read",
                path: folder.path(percentEncoded: false),
                reason: String(describing: error)
            )
        }
    }

    /// The file with an object's content, fetched where it is not there; it stays until `holder` lets go.
    package func file(for location: ObjectLocation, holder: String) async throws -> URL {
        let info = try await source.info(location)
        let name = Self.name(of: info)
        let url = folder.appending(path: name)
        if files[name] != nil, access(url.path(percentEncoded: false), F_OK) != 0 { files[name] = nil }
        while files[name] == nil {
            try await fetch(info, name, to: url)
        }
        uses += 1
        files[name]?.lastUse = uses
        files[name]?.holders.insert(holder)
        return url
    }

    /// Lets go of all files that a holder has asked for; they stay while there is room.
    package func release(holder: String) {
        for name in files.keys { files[name]?.holders.remove(holder) }
    }

    /// Bytes of all files together.
    package var size: Int64 { files.values.reduce(0) { $0 + $1.size } }

    /// Waits for the one fetch of a file, and starts it if nobody has.
    private func fetch(_ info: ObjectInfo, _ name: String, to url: URL) async throws {
        if let running = fetching[name] {
            try await running.value
            return
        }
        try makeRoom(for: info.size)
        reserved += info.size
        // A task of its own, since others may wait for it whom the cancellation of the first must not reach.
        let task = Task { try await download(info, name, to: url) }
        fetching[name] = task
        try await task.value
    }

    private func download(_ info: ObjectInfo, _ name: String, to url: URL) async throws {
        // Before those who wait go on, or they would wait for this again.
        defer {
            fetching[name] = nil
            reserved -= info.size
        }
        let fetched = try await source.download(info.location, to: url)
        guard fetched.etag == info.etag else {
            try FileManager.default.removeItem(at: url)
            throw ObjectStorageError.conditionFailed(condition: "the ETag", location: info.location)
        }
        files[name] = Staged(size: fetched.size, lastUse: uses, holders: [])
    }

    private func makeRoom(for needed: Int64) throws {
        let idle = files.filter { $0.value.holders.isEmpty }.sorted { $0.value.lastUse < $1.value.lastUse }
        var excess = size + reserved + needed - limit
        for (name, file) in idle {
            guard excess > 0 else { return }
            let path = folder.appending(path: name).path(percentEncoded: false)
            // Where somebody has cleared the folder, the room is there already.
            guard unlink(path) == 0 || errno == ENOENT else { throw FileFailure.make("remove", path) }
            files[name] = nil
            excess -= file.size
        }
        guard excess <= 0 else { throw ObjectStorageError.stagingFull(needed: needed, limit: limit) }
    }

    private struct Left {
        let name: String
        let size: Int64
        let written: Date
    }

    /// What is in a folder, the oldest first.
    private static func files(in folder: URL) throws -> [Left] {
        let path = folder.path(percentEncoded: false)
        return try FileManager.default.contentsOfDirectory(atPath: path).map { name in
            let file = folder.appending(path: name).path(percentEncoded: false)
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            return Left(
                name: name,
                size: (attributes[.size] as? NSNumber)?.int64Value ?? 0,
                written: attributes[.modificationDate] as? Date ?? .distantPast
            )
        }.sorted { $0.written < $1.written }
    }

    /// A name for the object's state.
    private static func name(of info: ObjectInfo) -> String {
        Hexadecimal.text(SHA256.hash(data: Data("\(info.location)\n\(info.etag)".utf8)))
    }
}
