package import Foundation
import GRDB
package import NIOPosix

/// The embedded object store: an index, and content in files beside it.
///
/// A write is received into a file of its own, which is synchronised, and is then put into the index in one transaction, which
/// waits for the disk too: after a cut at any moment an object is whole, as it was before or as it is afterwards, and what has
/// been answered stays. Content that a cut leaves behind is nobody's: `removeLeftovers` finds it. Content that the index
/// forgets, as objects are deleted or replaced, is removed after the transaction.
package final class ObjectStore: Sendable {
    /// Sizes that S3 sets; tests use smaller ones.
    package struct Limits: Sendable {
        /// The most bytes written at once, as an object or as a part: S3's 5 GiB.
        package var largestWrite: Int64
        /// The most bytes that an object of parts may have: S3's 48.8 TiB, 10,000 parts of the largest size.
        package var largestObject: Int64
        /// The fewest bytes of a part that is not the last: S3's 5 MiB.
        package var smallestPart: Int64

        /// S3's own by default.
        package init(
            largestWrite: Int64 = 5 << 30,
            largestObject: Int64 = 50_000 << 30,
            smallestPart: Int64 = 5 << 20
        ) {
            self.largestWrite = largestWrite
            self.largestObject = largestObject
            self.smallestPart = smallestPart
        }
    }

    /// The most bytes of a key.
    package static let longestKey = 1024

    let index: ObjectIndex
    let contents: ContentFolder
    /// The sizes in force.
    package let limits: Limits
    let now: @Sendable () -> Date
    let makeName: @Sendable () -> String
    let step: @Sendable (StorageStep) -> Void

    /// Opens the store in a home folder, or makes it.
    ///
    /// It lies in `objects.sqlite` and `objects/`. The call blocks.
    ///
    /// - Parameters:
    ///   - home: must be there, and be in use by no other process.
    ///   - limits: sizes that are refused.
    ///   - threads: where files are written and read.
    ///   - now: the clock of what is written.
    ///   - makeName: gives names of 32 characters that were never given before.
    ///   - step: is told of each moment between which a write could be cut short.
    /// - Throws: `ObjectStorageError`, also for a store that a newer Katmai has written.
    package init(
        home: URL,
        limits: Limits = Limits(),
        threads: NIOThreadPool = .singleton,
        now: @escaping @Sendable () -> Date = { Date() },
        makeName: (@Sendable () -> String)? = nil,
        step: @escaping @Sendable (StorageStep) -> Void = { _ in }
    ) throws {
        self.limits = limits
        self.now = now
        self.makeName = makeName ?? RandomName.neighbours()
        self.step = step
        contents = try ContentFolder(home.appending(path: "objects"), threads: threads)
        index = try ObjectIndex(home.appending(path: "objects.sqlite"))
    }

    /// Closes the index; to be called when nothing is under way.
    package func close() throws { try index.close() }

    /// Removes what earlier processes left: files half received, and content that the index does not know.
    ///
    /// To be called once, after a start; the store may be in use meanwhile. Returns how many files were removed.
    package func removeLeftovers() async throws -> Int {
        let contents = contents
        let halves = try await contents.threads.runIfActive {
            try contents.incoming().filter { !contents.leases.isHeld($0) }
        }
        let candidates = try await contents.threads.runIfActive { try contents.contents() }
            .filter { !contents.leases.isHeld($0) }
        // Looked up after the leases: what was being received then and is not held now is in the index.
        let unknown = try await index.read { try ContentTable.unknown(candidates, in: $0) }
        try await contents.threads.runIfActive {
            for id in halves { ContentFolder.remove(contents.incomingPath(of: id)) }
            for id in unknown { ContentFolder.remove(contents.path(of: id)) }
        }
        return halves.count + unknown.count
    }

    /// Aborts the uploads in parts that were begun before a moment; returns how many.
    package func abortUploads(begunBefore moment: Date) async throws -> Int {
        let aborted = try await index.write { database in
            let ids = try UploadTable.begun(before: moment, in: database)
            let free = try ids.flatMap { try UploadTable.remove($0, in: database) }
            return (count: ids.count, free: free)
        }
        try await contents.remove(aborted.free)
        return aborted.count
    }

    /// Refuses keys that cannot be.
    func checkKey(_ location: ObjectLocation) throws {
        let count = location.key.utf8.count
        guard count > 0 else { throw ObjectStorageError.emptyKey }
        guard count <= Self.longestKey else { throw ObjectStorageError.keyTooLong(bytes: count) }
    }
}
