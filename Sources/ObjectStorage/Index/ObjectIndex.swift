import Foundation
import GRDB

/// The index of buckets, objects and uploads: an SQLite file beside the content.
///
/// A change is on the disk when `write` returns. Readers see the state as of when they begin.
struct ObjectIndex: Sendable {
    private let pool: DatabasePool
    private let commits: GroupCommit

    /// Opens the index, or makes it; an index that a newer Katmai wrote is refused.
    init(_ file: URL) throws {
        let path = file.path(percentEncoded: false)
        do {
            var configuration = Configuration()
            configuration.label = "katmai.objects"
            configuration.busyMode = .timeout(10)
            pool = try DatabasePool(path: path, configuration: configuration)
            // GRDB lowers it to NORMAL when it opens a file with a write-ahead log: a power cut would then take back
            // what has been answered.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let migrator = IndexSchema.migrator
            guard try !pool.read({ try migrator.hasBeenSuperseded($0) }) else {
                throw ObjectStorageError.newerIndex(path: path)
            }
            try migrator.migrate(pool)
        } catch let error as DatabaseError {
            throw IndexFailure.make(error, path)
        }
        commits = GroupCommit(pool)
    }

    /// Makes a change that is wholly there or not at all.
    func write<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await commits.perform(change)
        } catch let error as DatabaseError {
            throw IndexFailure.make(error, pool.path)
        }
    }

    /// Looks something up.
    func read<Value: Sendable>(_ query: @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.read(query)
        } catch let error as DatabaseError {
            throw IndexFailure.make(error, pool.path)
        }
    }

    /// Waits for what is under way and closes the file; nothing can be asked afterwards.
    func close() throws {
        // Into the one file: what reads it last, as GRDB closes, may not write.
        do {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch is DatabaseError {
            // As on a full disk: all is in the log, where the next start finds it.
        }
        try pool.close()
    }
}

/// SQLite's errors as this module's.
enum IndexFailure {
    static func make(_ error: DatabaseError, _ path: String) -> ObjectStorageError {
        if error.resultCode == .SQLITE_FULL { return .full(path: path) }
        return .indexFailed(reason: "\(path): \(error)")
    }
}
