import Foundation
import GRDB

/// A stretch of an object's content: the whole of one file.
struct Piece: Hashable, Sendable {
    /// The number of the part that it was uploaded as.
    let number: Int
    let content: String
    let size: Int64
}

/// An object as the index knows it.
struct ObjectRecord: Sendable {
    let id: Int64
    let info: ObjectInfo
}

/// The index's objects.
enum ObjectTable {
    private static let columns =
        "id, size, etag, modified, storageClass, checksumAlgorithm, checksumKind, checksum, attributes"

    static func find(
        _ location: ObjectLocation,
        bucket: Int64,
        in database: Database
    ) throws -> ObjectRecord? {
        let statement = try database.cachedStatement(
            sql: "SELECT \(columns) FROM objects WHERE bucket = ? AND key = ?"
        )
        return try Row.fetchOne(statement, arguments: [bucket, Data(location.key.utf8)])
            .map { try record($0, location) }
    }

    /// The object; one that is not there, or whose bucket is not, is an error.
    static func require(_ location: ObjectLocation, in database: Database) throws -> ObjectRecord {
        let bucket = try BucketTable.id(of: location.bucket, in: database)
        guard let record = try find(location, bucket: bucket, in: database) else {
            throw ObjectStorageError.noSuchKey(location)
        }
        return record
    }

    /// An object's pieces in order.
    static func pieces(of object: Int64, in database: Database) throws -> [Piece] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT pieces.number, pieces.content, contents.size FROM pieces
                JOIN contents ON contents.id = pieces.content
                WHERE pieces.object = ? ORDER BY pieces.number
                """
        )
        return try Row.fetchAll(statement, arguments: [object]).map {
            Piece(number: $0[0], content: $0[1], size: $0[2])
        }
    }

    /// Puts an object in its place, whose content the index knows; returns what content nobody needs any more.
    static func replace(
        with info: ObjectInfo,
        pieces: [Piece],
        condition: WriteCondition?,
        in database: Database
    ) throws -> [String] {
        let bucket = try BucketTable.id(of: info.location.bucket, in: database)
        let old = try find(info.location, bucket: bucket, in: database)
        try condition?.check(old?.info, at: info.location)
        let oldContents = try old.map { try forget($0.id, in: database) } ?? []
        let attributes = String(decoding: try JSONEncoder().encode(info.attributes), as: UTF8.self)
        try database.cachedStatement(
            sql: """
                INSERT INTO objects (bucket, key, size, etag, modified, storageClass,
                    checksumAlgorithm, checksumKind, checksum, attributes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            bucket, Data(info.location.key.utf8), info.size, info.etag, Milliseconds.of(info.lastModified),
            info.storageClass, info.checksum?.algorithm.rawValue, info.checksum?.kind.rawValue,
            info.checksum?.value, attributes,
        ])
        let object = database.lastInsertedRowID
        let insertion = try database.cachedStatement(
            sql: "INSERT INTO pieces (object, number, content) VALUES (?, ?, ?)"
        )
        for piece in pieces { try insertion.execute(arguments: [object, piece.number, piece.content]) }
        return try ContentTable.release(oldContents, in: database)
    }

    /// Removes an object, where there is one; returns what content nobody needs any more.
    static func remove(
        _ location: ObjectLocation,
        condition: WriteCondition?,
        in database: Database
    ) throws -> [String] {
        let bucket = try BucketTable.id(of: location.bucket, in: database)
        let old = try find(location, bucket: bucket, in: database)
        try condition?.check(old?.info, at: location)
        guard let old else { return [] }
        return try ContentTable.release(try forget(old.id, in: database), in: database)
    }

    /// Removes an object's rows and returns the content that it had.
    private static func forget(_ object: Int64, in database: Database) throws -> [String] {
        let contents = try database.cachedStatement(sql: "SELECT content FROM pieces WHERE object = ?")
        let ids = try String.fetchAll(contents, arguments: [object])
        try database.cachedStatement(sql: "DELETE FROM objects WHERE id = ?").execute(arguments: [object])
        return ids
    }

    private static func record(_ row: Row, _ location: ObjectLocation) throws -> ObjectRecord {
        let attributes: String = row[8]
        let info = ObjectInfo(
            location: location,
            size: row[1],
            etag: row[2],
            lastModified: Milliseconds.date(row[3]),
            storageClass: row[4],
            checksum: try StoredChecksum.read(algorithm: row[5], kind: row[6], value: row[7]),
            attributes: try JSONDecoder().decode(ObjectAttributes.self, from: Data(attributes.utf8))
        )
        return ObjectRecord(id: row[0], info: info)
    }
}

/// Checksums as the index keeps them.
enum StoredChecksum {
    /// Nil where there is none; a name that is not known is an error, for no migration wrote it.
    static func read(algorithm: String?, kind: String?, value: String?) throws -> Checksum? {
        guard let plan = try plan(algorithm: algorithm, kind: kind), let value else { return nil }
        return Checksum(algorithm: plan.algorithm, kind: plan.kind, value: value)
    }

    /// The checksum that an upload will have.
    static func plan(algorithm: String?, kind: String?) throws -> ChecksumPlan? {
        guard let algorithm, let kind else { return nil }
        guard let known = ChecksumAlgorithm(rawValue: algorithm), let knownKind = ChecksumKind(rawValue: kind)
        else {
            throw ObjectStorageError.indexFailed(reason: "unknown checksum \(algorithm) \(kind)")
        }
        return ChecksumPlan(algorithm: known, kind: knownKind)
    }
}
