import Foundation
import NIOCore
import NIOPosix

/// An object, opened to be read.
package struct OpenedObject: Sendable {
    package let info: ObjectInfo
    /// The numbers and sizes of the parts that it was uploaded in; one for an object written at once.
    package let parts: [ObjectPart]
    private let store: ContentFolder
    private let pieces: [Piece]
    private let file: OpenFile?
    private let lease: ContentLease?

    init(
        _ info: ObjectInfo,
        _ pieces: [Piece],
        in store: ContentFolder,
        file: OpenFile?,
        lease: ContentLease?
    ) {
        self.info = info
        self.pieces = pieces
        self.store = store
        self.file = file
        self.lease = lease
        parts = pieces.map { ObjectPart(number: $0.number, size: $0.size) }
    }

    /// The content of a range of bytes, which must lie within the object; nil for all of it.
    package func body(_ range: Range<Int64>? = nil) -> ObjectBody {
        let range = range ?? 0..<info.size
        var start: Int64 = 0
        var stretches: [ContentStretch] = []
        for piece in pieces {
            let own = start..<start + piece.size
            let wanted = own.clamped(to: range)
            if !wanted.isEmpty {
                stretches.append(
                    ContentStretch(
                        content: piece.content,
                        offset: wanted.lowerBound - start,
                        length: Int64(wanted.count)
                    )
                )
            }
            start = own.upperBound
        }
        return ObjectBody(
            length: Int64(range.count),
            location: info.location,
            folder: store,
            stretches: stretches,
            firstFile: file,
            lease: lease
        )
    }

    /// The checksum by an algorithm: the one that was kept, or else one of all the content, which is read for it.
    package func checksum(_ algorithm: ChecksumAlgorithm) async throws -> Checksum {
        if let kept = info.checksum, kept.algorithm == algorithm { return kept }
        var digest = ChecksumDigest(algorithm)
        for try await buffer in body() {
            digest = try await store.threads.runIfActive { [digest] in
                var digest = digest
                buffer.withUnsafeReadableBytes { digest.update($0) }
                return digest
            }
        }
        return Checksum(algorithm: algorithm, value: digest.base64)
    }
}

/// A part of an object, as it was uploaded.
package struct ObjectPart: Hashable, Sendable {
    package let number: Int
    /// In bytes.
    package let size: Int64
}

extension ObjectStore {
    private struct Found: Sendable {
        let info: ObjectInfo
        let pieces: [Piece]
    }

    /// What is known of an object.
    package func info(_ location: ObjectLocation) async throws -> ObjectInfo {
        try await index.read { try ObjectTable.require(location, in: $0).info }
    }

    /// Opens an object: what is read of it then is of one state, whatever happens to the object meanwhile.
    package func open(_ location: ObjectLocation) async throws -> OpenedObject {
        var found = try await find(location)
        // An object can be replaced between the look-up and the opening, again and again, but hardly so often.
        for _ in 0..<100 {
            guard found.pieces.count == 1, let piece = found.pieces.first else {
                // Too many to open at once. What was still known after the lease began is there until it ends.
                let lease = contents.leases.take(found.pieces.map(\.content))
                let now = try await find(location)
                if now.pieces == found.pieces {
                    return OpenedObject(now.info, now.pieces, in: contents, file: nil, lease: lease)
                }
                found = now
                continue
            }
            let path = contents.path(of: piece.content)
            if let file = try await contents.threads.runIfActive({ try OpenFile.open(path) }) {
                return OpenedObject(found.info, found.pieces, in: contents, file: file, lease: nil)
            }
            let now = try await find(location)
            guard now.pieces != found.pieces else { break }
            found = now
        }
        throw ObjectStorageError.damaged(location)
    }

    private func find(_ location: ObjectLocation) async throws -> Found {
        try await index.read { database in
            let record = try ObjectTable.require(location, in: database)
            return Found(info: record.info, pieces: try ObjectTable.pieces(of: record.id, in: database))
        }
    }
}
