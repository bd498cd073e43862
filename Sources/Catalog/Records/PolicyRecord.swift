import GRDB

/// A row of `policies`.
package struct PolicyRecord: Hashable, Sendable, Codable {
    package let projectID: Int64
    package let name: String
    package var revision: String
    package var document: String
    /// Milliseconds since 1970.
    package let created: Int64
    /// Milliseconds since 1970.
    package var updated: Int64

    package init(
        projectID: Int64,
        name: String,
        revision: String,
        document: String,
        created: Int64,
        updated: Int64
    ) {
        self.projectID = projectID
        self.name = name
        self.revision = revision
        self.document = document
        self.created = created
        self.updated = updated
    }
}

extension PolicyRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "policies"
}

extension CatalogReader {
    /// A project's policy of a name; nil when it has none.
    package func policy(named name: String, ofProject project: Int64) throws -> PolicyRecord? {
        try PolicyRecord.fetchOne(
            database,
            sql: "SELECT * FROM policies WHERE projectID = ? AND name = ?",
            arguments: [project, name]
        )
    }

    /// A project's policies by name, from behind the one named `name`.
    package func policies(
        ofProject project: Int64,
        after name: String = "",
        limit: Int
    ) throws -> [PolicyRecord] {
        try PolicyRecord.fetchAll(
            database,
            sql: "SELECT * FROM policies WHERE projectID = ? AND name > ? ORDER BY name LIMIT ?",
            arguments: [project, name, limit]
        )
    }
}

extension CatalogWriter {
    /// Adds a policy.
    package func insert(_ policy: PolicyRecord) throws {
        try policy.insert(database)
    }

    /// Writes all columns of a policy that is there.
    package func update(_ policy: PolicyRecord) throws {
        try policy.update(database)
    }

    /// Removes a policy.
    package func delete(_ policy: PolicyRecord) throws {
        _ = try policy.delete(database)
    }
}
