import Foundation
import GRDB

/// A part as the index knows it.
struct PartRecord: Sendable {
    let number: Int
    let content: String
    let size: Int64
    let etag: String
    let modified: Date
    /// In base64, by the upload's algorithm.
    let checksum: String?
}

/// The parts of the index's uploads.
enum PartTable {
    /// Puts a part in its place, whose content the index knows; returns what content nobody needs any more.
    static func replace(_ part: PartRecord, of upload: String, in database: Database) throws -> [String] {
        let old = try database.cachedStatement(
            sql: "SELECT content FROM parts WHERE upload = ? AND number = ?"
        )
        let contents = try String.fetchAll(old, arguments: [upload, part.number])
        try database.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO parts (upload, number, content, etag, modified, checksum)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            upload, part.number, part.content, part.etag, Milliseconds.of(part.modified), part.checksum,
        ])
        return try ContentTable.release(contents, in: database)
    }

    /// An upload's parts by number, those above `number`.
    static func list(
        of upload: String,
        after number: Int,
        limit: Int,
        in database: Database
    ) throws -> [PartRecord] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT parts.number, parts.content, contents.size, parts.etag, parts.modified, parts.checksum
                FROM parts JOIN contents ON contents.id = parts.content
                WHERE parts.upload = ? AND parts.number > ? ORDER BY parts.number LIMIT ?
                """
        )
        return try Row.fetchAll(statement, arguments: [upload, number, limit]).map { row in
            PartRecord(
                number: row[0],
                content: row[1],
                size: row[2],
                etag: row[3],
                modified: Milliseconds.date(row[4]),
                checksum: row[5]
            )
        }
    }
}
