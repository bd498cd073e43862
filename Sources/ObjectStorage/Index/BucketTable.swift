package import Foundation
import GRDB

/// A bucket.
package struct Bucket: Hashable, Sendable {
    package let name: String
    /// Where its maker wanted it; it changes nothing here.
    package let region: String
    package let created: Date
}

/// The index's buckets.
enum BucketTable {
    /// A bucket's row; one that is not there is an error.
    static func id(of name: String, in database: Database) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT id FROM buckets WHERE name = ?")
        guard let id = try Int64.fetchOne(statement, arguments: [name]) else {
            throw ObjectStorageError.noSuchBucket(name)
        }
        return id
    }

    static func find(_ name: String, in database: Database) throws -> Bucket {
        let statement = try database.cachedStatement(
            sql: "SELECT name, region, created FROM buckets WHERE name = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [name]) else {
            throw ObjectStorageError.noSuchBucket(name)
        }
        return bucket(row)
    }

    /// All buckets, by name.
    static func all(in database: Database) throws -> [Bucket] {
        let statement = try database.cachedStatement(
            sql: "SELECT name, region, created FROM buckets ORDER BY name"
        )
        return try Row.fetchAll(statement).map(bucket)
    }

    static func insert(_ bucket: Bucket, in database: Database) throws {
        let known = try database.cachedStatement(sql: "SELECT 1 FROM buckets WHERE name = ?")
        guard try Int.fetchOne(known, arguments: [bucket.name]) == nil else {
            throw ObjectStorageError.bucketExists(bucket.name)
        }
        try database.cachedStatement(sql: "INSERT INTO buckets (name, region, created) VALUES (?, ?, ?)")
            .execute(arguments: [bucket.name, bucket.region, Milliseconds.of(bucket.created)])
    }

    /// Removes a bucket that holds no objects, with the uploads begun in it; returns what content they leave behind.
    static func remove(_ name: String, in database: Database) throws -> [String] {
        let bucket = try id(of: name, in: database)
        let objects = try database.cachedStatement(sql: "SELECT 1 FROM objects WHERE bucket = ? LIMIT 1")
        guard try Int.fetchOne(objects, arguments: [bucket]) == nil else {
            throw ObjectStorageError.bucketNotEmpty(name)
        }
        let uploads = try database.cachedStatement(sql: "SELECT id FROM uploads WHERE bucket = ?")
        let free = try String.fetchAll(uploads, arguments: [bucket]).flatMap {
            try UploadTable.remove($0, in: database)
        }
        try database.cachedStatement(sql: "DELETE FROM buckets WHERE id = ?").execute(arguments: [bucket])
        return free
    }

    private static func bucket(_ row: Row) -> Bucket {
        Bucket(name: row[0], region: row[1], created: Milliseconds.date(row[2]))
    }
}

/// Times as the index keeps them: milliseconds since 1970.
enum Milliseconds {
    static func of(_ date: Date) -> Int64 { Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
