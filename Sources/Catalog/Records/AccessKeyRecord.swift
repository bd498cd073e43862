import GRDB

/// A row of `accessKeys`: what clients sign with.
package struct AccessKeyRecord: Hashable, Sendable, Codable {
    /// Such as `AKIAIOSFODNN7EXAMPLE`.
    package let id: String
    package let secret: String
    package var isEnabled: Bool
    /// Milliseconds since 1970.
    package let created: Int64

    package init(id: String, secret: String, isEnabled: Bool, created: Int64) {
        self.id = id
        self.secret = secret
        self.isEnabled = isEnabled
        self.created = created
    }
}

extension AccessKeyRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "accessKeys"
}

extension CatalogReader {
    /// All keys, oldest first.
    package func accessKeys() throws -> [AccessKeyRecord] {
        try AccessKeyRecord.fetchAll(database, sql: "SELECT * FROM accessKeys ORDER BY created, id")
    }

    /// The key of an id, also when it is disabled.
    package func accessKey(_ id: String) throws -> AccessKeyRecord? {
        try AccessKeyRecord.fetchOne(
            database,
            sql: "SELECT * FROM accessKeys WHERE id = ?",
            arguments: [id]
        )
    }
}

extension CatalogWriter {
    /// Adds a key.
    package func insert(_ key: AccessKeyRecord) throws {
        try key.insert(database)
    }

    /// Enables or disables a key; false when there is none of this id.
    package func setAccessKey(_ id: String, isEnabled: Bool) throws -> Bool {
        try database.execute(
            sql: "UPDATE accessKeys SET isEnabled = ? WHERE id = ?",
            arguments: [isEnabled, id]
        )
        return database.changesCount > 0
    }

    /// Deletes a key; false when there is none of this id.
    package func deleteAccessKey(_ id: String) throws -> Bool {
        try database.execute(sql: "DELETE FROM accessKeys WHERE id = ?", arguments: [id])
        return database.changesCount > 0
    }
}
