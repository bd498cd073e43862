import Foundation
import GRDB
package import NIOCore

/// How an object is to be written.
package struct WriteOptions: Sendable {
    package var storageClass: String
    package var attributes: ObjectAttributes
    /// Checksums to compute on the way; the first is kept with the object.
    package var checksums: [ChecksumAlgorithm]
    /// Whether to compute the SHA-256 that a signature may have named.
    package var hashesPayload: Bool
    package var condition: WriteCondition?
    /// Sees what has arrived before it is put in its place, and may refuse it by throwing.
    package var check: @Sendable (ContentSummary) throws -> Void

    /// By default nothing is said, computed or asked.
    package init(
        storageClass: String = StorageClass.standard,
        attributes: ObjectAttributes = ObjectAttributes(),
        checksums: [ChecksumAlgorithm] = [],
        hashesPayload: Bool = false,
        condition: WriteCondition? = nil,
        check: @escaping @Sendable (ContentSummary) throws -> Void = { _ in }
    ) {
        self.storageClass = storageClass
        self.attributes = attributes
        self.checksums = checksums
        self.hashesPayload = hashesPayload
        self.condition = condition
        self.check = check
    }
}

extension ObjectStore {
    /// Streams an object into its place, whole or not at all.
    package func put(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        at location: ObjectLocation,
        options: WriteOptions = WriteOptions()
    ) async throws -> ObjectInfo {
        try checkKey(location)
        // Asked before the body is read, too: most of what is refused need not be received first.
        try await index.read { database in
            let bucket = try BucketTable.id(of: location.bucket, in: database)
            let found = try ObjectTable.find(location, bucket: bucket, in: database)
            try options.condition?.check(found?.info, at: location)
        }
        let received = try await receive(body, options)
        let summary = received.summary
        let info = ObjectInfo(
            location: location,
            size: summary.size,
            etag: summary.etag,
            lastModified: now(),
            storageClass: options.storageClass,
            checksum: options.checksums.first.flatMap { algorithm in
                summary.checksums[algorithm].map { Checksum(algorithm: algorithm, value: $0) }
            },
            attributes: options.attributes
        )
        try await register(received, step: .objectIndexed) { database in
            let piece = Piece(number: 1, content: received.content.id, size: info.size)
            return try ObjectTable.replace(
                with: info,
                pieces: [piece],
                condition: options.condition,
                in: database
            )
        }
        return info
    }

    /// Streams content into a file that nobody knows yet.
    func receive(
        _ body: some AsyncSequence<ByteBuffer, any Error>,
        _ options: WriteOptions
    ) async throws -> ContentFolder.Received {
        try await contents.receive(
            body,
            as: makeName(),
            digest: ContentDigest(Set(options.checksums), hashesPayload: options.hashesPayload),
            limit: limits.largestWrite,
            check: options.check,
            step: step
        )
    }

    /// Tells the index of content, and what it is for; removes what `change` says that nobody needs any more.
    func register(
        _ received: ContentFolder.Received,
        step reached: StorageStep,
        _ change: @escaping @Sendable (Database) throws -> [String]
    ) async throws {
        let free: [String]
        do {
            free = try await index.write { database in
                try ContentTable.insert(
                    received.content.id,
                    size: received.summary.size,
                    in: database
                )
                return try change(database)
            }
        } catch {
            // A commit that failed may be on the disk all the same: the next start finds out, and removes the content if not.
            if case ObjectStorageError.indexFailed = error { received.content.keep() }
            throw error
        }
        received.content.keep()
        step(reached)
        try await contents.remove(free)
    }

    /// Copies an object within the store, without reading its content: copies share it.
    ///
    /// - Parameters:
    ///   - source: the object to copy.
    ///   - target: where to, or `source` itself to change what is said of it.
    ///   - changes: what is said of the copy; nil to say what is said of the source.
    ///   - condition: what must hold of the target.
    ///   - check: sees the source and may refuse it by throwing.
    /// - Returns: the copy.
    /// - Throws: `ObjectStorageError`, or what `check` throws.
    package func copy(
        _ source: ObjectLocation,
        to target: ObjectLocation,
        changes: CopyChanges,
        condition: WriteCondition? = nil,
        check: @escaping @Sendable (ObjectInfo) throws -> Void = { _ in }
    ) async throws -> ObjectInfo {
        try checkKey(target)
        let moment = now()
        let copied = try await index.write { database in
            let record = try ObjectTable.require(source, in: database)
            try check(record.info)
            let info = ObjectInfo(
                location: target,
                size: record.info.size,
                etag: record.info.etag,
                lastModified: moment,
                storageClass: changes.storageClass ?? record.info.storageClass,
                checksum: changes.checksum ?? record.info.checksum,
                attributes: changes.attributes ?? record.info.attributes
            )
            let pieces = try ObjectTable.pieces(of: record.id, in: database)
            let free = try ObjectTable.replace(
                with: info,
                pieces: pieces,
                condition: condition,
                in: database
            )
            return (info: info, free: free)
        }
        step(.objectIndexed)
        try await contents.remove(copied.free)
        return copied.info
    }

    /// Removes an object, where there is one.
    package func delete(_ location: ObjectLocation, condition: WriteCondition? = nil) async throws {
        let free = try await index.write {
            try ObjectTable.remove(location, condition: condition, in: $0)
        }
        step(.objectsForgotten)
        try await contents.remove(free)
    }

    /// Removes objects together, where they are; each may have a condition, and those whose does not hold are returned.
    package func delete(
        _ keys: [DeletedKey],
        from bucket: String
    ) async throws -> [Int: ObjectStorageError] {
        let deleted = try await index.write { database in
            _ = try BucketTable.id(of: bucket, in: database)
            var free: [String] = []
            var failures: [Int: ObjectStorageError] = [:]
            for (place, item) in keys.enumerated() {
                do {
                    free += try ObjectTable.remove(
                        ObjectLocation(bucket: bucket, key: item.key),
                        condition: item.condition,
                        in: database
                    )
                } catch let error as ObjectStorageError {
                    failures[place] = error
                }
            }
            return (free: free, failures: failures)
        }
        step(.objectsForgotten)
        try await contents.remove(deleted.free)
        return deleted.failures
    }
}

/// A key to delete, and what must hold for it.
package struct DeletedKey: Sendable {
    package let key: String
    package let condition: WriteCondition?

    package init(key: String, condition: WriteCondition? = nil) {
        self.key = key
        self.condition = condition
    }
}

/// What a copy says otherwise than its source; nil to say the same.
package struct CopyChanges: Sendable {
    package var storageClass: String?
    package var attributes: ObjectAttributes?
    /// Of the same content, by another algorithm.
    package var checksum: Checksum?

    /// By default a copy says the same.
    package init(
        storageClass: String? = nil,
        attributes: ObjectAttributes? = nil,
        checksum: Checksum? = nil
    ) {
        self.storageClass = storageClass
        self.attributes = attributes
        self.checksum = checksum
    }
}
