package import FoundationEssentials
import GRDB

/// A row of `consoleSessions`: a browser that is signed in.
package struct ConsoleSessionRecord: Hashable, Sendable, Codable {
    /// SHA-256 of what the browser's cookie holds.
    package let hash: Data
    /// The key that was shown; nil where it was a one-time link.
    package let accessKeyID: String?
    /// Milliseconds since 1970, as is `expires`.
    package let created: Int64
    package let expires: Int64

    package init(hash: Data, accessKeyID: String?, created: Int64, expires: Int64) {
        self.hash = hash
        self.accessKeyID = accessKeyID
        self.created = created
        self.expires = expires
    }
}

extension ConsoleSessionRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "consoleSessions"
}

extension CatalogReader {
    /// Whether a session goes on at a moment, and the key that began it may be used.
    package func hasConsoleSession(_ hash: Data, at now: Int64) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: """
                SELECT EXISTS (
                    SELECT 1 FROM consoleSessions LEFT JOIN accessKeys ON accessKeys.id = accessKeyID
                    WHERE hash = ? AND expires > ? AND (accessKeyID IS NULL OR isEnabled = 1)
                )
                """,
            arguments: [hash, now]
        ) ?? false
    }
}

extension CatalogWriter {
    /// Adds a session.
    package func insert(_ session: ConsoleSessionRecord) throws {
        try session.insert(database)
    }

    /// Ends a session, which need not be there.
    package func deleteConsoleSession(_ hash: Data) throws {
        try database.execute(sql: "DELETE FROM consoleSessions WHERE hash = ?", arguments: [hash])
    }

    /// Clears away sessions that have ended by themselves.
    package func deleteConsoleSessions(expiredAt now: Int64) throws {
        try database.execute(sql: "DELETE FROM consoleSessions WHERE expires <= ?", arguments: [now])
    }
}
