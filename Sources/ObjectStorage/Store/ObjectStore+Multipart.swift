package import Foundation
import GRDB
package import NIOCore

/// An upload in parts that was begun.
package struct BegunUpload: Hashable, Sendable {
    package let id: String
    package let location: ObjectLocation
    package let begun: Date
    package let storageClass: String
    package let checksum: ChecksumPlan?
}

/// A part that was uploaded.
package struct UploadedPart: Hashable, Sendable {
    package let number: Int
    /// In bytes.
    package let size: Int64
    /// The MD5 of the part, without quotes.
    package let etag: String
    package let lastModified: Date
    /// By the upload's algorithm, of the part alone.
    package let checksum: Checksum?
}

/// A part as the one who completes an upload names it.
package struct ChosenPart: Hashable, Sendable {
    package let number: Int
    /// Without quotes.
    package let etag: String
    /// In base64; nil where it is not told.
    package let checksum: String?

    package init(number: Int, etag: String, checksum: String? = nil) {
        self.number = number
        self.etag = etag
        self.checksum = checksum
    }
}

/// Where a list of uploads goes on: behind an upload, or behind all of a key's.
package struct UploadMark: Hashable, Sendable {
    package let key: String
    package let uploadID: String?

    package init(key: String, uploadID: String?) {
        self.key = key
        self.uploadID = uploadID
    }
}

/// What the whole of an upload should be, where its completer says so.
package struct ExpectedWhole: Sendable {
    /// In bytes.
    package var size: Int64?
    package var checksum: Checksum?

    /// By default nothing is said.
    package init(size: Int64? = nil, checksum: Checksum? = nil) {
        self.size = size
        self.checksum = checksum
    }
}

extension ObjectStore {
    /// The numbers that parts may have.
    package static let partNumbers = 1...10_000

    /// Begins an upload in parts; nothing is seen of it until it is completed.
    package func beginUpload(
        to location: ObjectLocation,
        storageClass: String = StorageClass.standard,
        checksum: ChecksumPlan? = nil,
        attributes: ObjectAttributes = ObjectAttributes()
    ) async throws -> BegunUpload {
        try checkKey(location)
        let upload = UploadRecord(
            id: makeName(),
            location: location,
            begun: now(),
            storageClass: storageClass,
            checksum: checksum,
            attributes: attributes
        )
        try await index.write { try UploadTable.insert(upload, in: $0) }
        step(.uploadBegun)
        return BegunUpload(upload)
    }

    /// An upload that was begun and is not completed or aborted.
    package func upload(_ id: String, to location: ObjectLocation) async throws -> BegunUpload {
        BegunUpload(try await index.read { try UploadTable.require(id, for: location, in: $0) })
    }

    /// Streams a part into an upload, replacing an earlier one of its number.
    ///
    /// Of `options`, checksums and checks count; the upload's own checksum is computed as well.
    package func uploadPart(
        _ number: Int,
        of id: String,
        to location: ObjectLocation,
        body: some AsyncSequence<ByteBuffer, any Error>,
        options: WriteOptions = WriteOptions()
    ) async throws -> UploadedPart {
        guard Self.partNumbers.contains(number) else { throw ObjectStorageError.badPartNumber(number) }
        let algorithm = try await upload(id, to: location).checksum?.algorithm
        var options = options
        if let algorithm { options.checksums.append(algorithm) }
        let received = try await receive(body, options)
        let summary = received.summary
        let part = PartRecord(
            number: number,
            content: received.content.id,
            size: summary.size,
            etag: summary.etag,
            modified: now(),
            checksum: algorithm.flatMap { summary.checksums[$0] }
        )
        try await register(received, step: .partIndexed) { database in
            _ = try UploadTable.require(id, for: location, in: database)
            return try PartTable.replace(part, of: id, in: database)
        }
        return UploadedPart(part, algorithm)
    }

    /// Makes the chosen parts an object, in place of one that is there; parts not chosen are removed.
    package func completeUpload(
        _ id: String,
        to location: ObjectLocation,
        parts chosen: [ChosenPart],
        expecting expected: ExpectedWhole = ExpectedWhole(),
        condition: WriteCondition? = nil
    ) async throws -> ObjectInfo {
        let moment = now()
        let limits = limits
        let completed = try await index.write { database in
            let upload = try UploadTable.require(id, for: location, in: database)
            let parts = try PartTable.list(of: id, after: 0, limit: Self.partNumbers.count, in: database)
            let whole = try UploadCompletion(chosen, from: parts, upload.checksum, limits)
            try whole.check(expected)
            let info = whole.object(of: upload, at: moment)
            var free = try ObjectTable.replace(
                with: info,
                pieces: whole.pieces,
                condition: condition,
                in: database
            )
            free += try UploadTable.remove(id, in: database)
            return (info: info, free: free)
        }
        step(.uploadCompleted)
        try await contents.remove(completed.free)
        return completed.info
    }

    /// Forgets an upload and its parts.
    package func abortUpload(_ id: String, to location: ObjectLocation) async throws {
        let free = try await index.write { database in
            _ = try UploadTable.require(id, for: location, in: database)
            return try UploadTable.remove(id, in: database)
        }
        try await contents.remove(free)
    }

    /// An upload's parts by number, those above `number`, at most `limit`.
    package func parts(
        of id: String,
        to location: ObjectLocation,
        after number: Int = 0,
        limit: Int = 1000
    ) async throws -> [UploadedPart] {
        try await index.read { database in
            let upload = try UploadTable.require(id, for: location, in: database)
            return try PartTable.list(of: id, after: number, limit: limit, in: database)
                .map { UploadedPart($0, upload.checksum?.algorithm) }
        }
    }

    /// A bucket's uploads by key, at most one more than `limit`: the one more tells that there are more.
    package func uploads(
        in bucket: String,
        prefix: String = "",
        after mark: UploadMark? = nil,
        limit: Int = 1000
    ) async throws -> [BegunUpload] {
        let query = UploadQuery(bucket: bucket, prefix: prefix, after: mark, limit: limit)
        return try await index.read { try UploadTable.list(query, in: $0).map(BegunUpload.init) }
    }
}

extension BegunUpload {
    init(_ record: UploadRecord) {
        self.init(
            id: record.id,
            location: record.location,
            begun: record.begun,
            storageClass: record.storageClass,
            checksum: record.checksum
        )
    }
}

extension UploadedPart {
    init(_ record: PartRecord, _ algorithm: ChecksumAlgorithm?) {
        self.init(
            number: record.number,
            size: record.size,
            etag: record.etag,
            lastModified: record.modified,
            checksum: algorithm.flatMap { algorithm in
                record.checksum.map { Checksum(algorithm: algorithm, value: $0) }
            }
        )
    }
}
