import Foundation
import GRDB

/// An upload in parts as the index knows it.
struct UploadRecord: Sendable {
    let id: String
    let location: ObjectLocation
    let begun: Date
    let storageClass: String
    let checksum: ChecksumPlan?
    let attributes: ObjectAttributes
}

/// The index's uploads, without their parts.
enum UploadTable {
    static func insert(_ upload: UploadRecord, in database: Database) throws {
        let bucket = try BucketTable.id(of: upload.location.bucket, in: database)
        let attributes = String(decoding: try JSONEncoder().encode(upload.attributes), as: UTF8.self)
        try database.cachedStatement(
            sql: """
                INSERT INTO uploads (id, bucket, key, begun, storageClass,
                    checksumAlgorithm, checksumKind, attributes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            upload.id, bucket, Data(upload.location.key.utf8), Milliseconds.of(upload.begun),
            upload.storageClass, upload.checksum?.algorithm.rawValue, upload.checksum?.kind.rawValue,
            attributes,
        ])
    }

    /// The upload; one that is not there, or is for another object, is an error.
    static func require(
        _ id: String,
        for location: ObjectLocation,
        in database: Database
    ) throws -> UploadRecord {
        let bucket = try BucketTable.id(of: location.bucket, in: database)
        let statement = try database.cachedStatement(
            sql: """
                SELECT begun, storageClass, checksumAlgorithm, checksumKind, attributes FROM uploads
                WHERE id = ? AND bucket = ? AND key = ?
                """
        )
        let arguments: StatementArguments = [id, bucket, Data(location.key.utf8)]
        guard let row = try Row.fetchOne(statement, arguments: arguments) else {
            throw ObjectStorageError.noSuchUpload(id)
        }
        let attributes: String = row[4]
        return UploadRecord(
            id: id,
            location: location,
            begun: Milliseconds.date(row[0]),
            storageClass: row[1],
            checksum: try StoredChecksum.plan(algorithm: row[2], kind: row[3]),
            attributes: try JSONDecoder().decode(ObjectAttributes.self, from: Data(attributes.utf8))
        )
    }

    /// Removes an upload with its parts; returns what content nobody needs any more.
    static func remove(_ id: String, in database: Database) throws -> [String] {
        let contents = try database.cachedStatement(sql: "SELECT content FROM parts WHERE upload = ?")
        let ids = try String.fetchAll(contents, arguments: [id])
        try database.cachedStatement(sql: "DELETE FROM uploads WHERE id = ?").execute(arguments: [id])
        return try ContentTable.release(ids, in: database)
    }

    /// The uploads that were begun before a moment.
    static func begun(before moment: Date, in database: Database) throws -> [String] {
        let statement = try database.cachedStatement(sql: "SELECT id FROM uploads WHERE begun < ?")
        return try String.fetchAll(statement, arguments: [Milliseconds.of(moment)])
    }

    /// The uploads of a bucket by key and then by id, as S3 lists them: those behind `mark` whose keys begin with `prefix`.
    static func list(_ query: UploadQuery, in database: Database) throws -> [UploadRecord] {
        let bucket = try BucketTable.id(of: query.bucket, in: database)
        let prefix = Data(query.prefix.utf8)
        // All ids come before a tilde: without one, all uploads of the mark's key have been listed.
        let mark =
            query.after.map { (key: Data($0.key.utf8), id: $0.uploadID ?? "~") } ?? (key: Data(), id: "")
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, key, begun, storageClass, checksumAlgorithm, checksumKind FROM uploads
                WHERE bucket = :bucket AND key >= :prefix AND (key, id) > (:key, :id)
                ORDER BY key, id LIMIT :limit
                """
        )
        let rows = try Row.fetchAll(
            statement,
            arguments: [
                "bucket": bucket, "prefix": prefix, "key": mark.key, "id": mark.id, "limit": query.limit + 1,
            ]
        )
        return try rows.prefix { (row: Row) -> Bool in
            let key: Data = row[1]
            return key.starts(with: prefix)
        }.map { row in
            let key: Data = row[1]
            return UploadRecord(
                id: row[0],
                location: ObjectLocation(bucket: query.bucket, key: String(decoding: key, as: UTF8.self)),
                begun: Milliseconds.date(row[2]),
                storageClass: row[3],
                checksum: try StoredChecksum.plan(algorithm: row[4], kind: row[5]),
                attributes: ObjectAttributes()
            )
        }
    }
}

/// Which uploads to list.
struct UploadQuery: Sendable {
    let bucket: String
    let prefix: String
    let after: UploadMark?
    let limit: Int
}
