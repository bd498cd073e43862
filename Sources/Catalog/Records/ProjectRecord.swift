import GRDB

/// A row of `projects`.
package struct ProjectRecord: Hashable, Sendable, Codable {
    /// The project's number.
    package let id: Int64
    package let name: String
    package var status: ProjectStatus

    package init(id: Int64, name: String, status: ProjectStatus) {
        self.id = id
        self.name = name
        self.status = status
    }

    /// What others call it.
    package var reference: ProjectReference { ProjectReference(name: name, number: id) }
}

extension ProjectRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "projects"
}

extension CatalogReader {
    /// The project of a reference; nil when it is gone.
    package func project(_ reference: ProjectReference) throws -> ProjectRecord? {
        try ProjectRecord.fetchOne(
            database,
            sql: "SELECT * FROM projects WHERE id = ? AND name = ?",
            arguments: [reference.number, reference.name]
        )
    }

    /// The project of a number; nil when it is gone.
    package func project(number: Int64) throws -> ProjectRecord? {
        try ProjectRecord.fetchOne(database, sql: "SELECT * FROM projects WHERE id = ?", arguments: [number])
    }

    /// The project of a name; nil when there is none.
    package func project(named name: String) throws -> ProjectRecord? {
        try ProjectRecord.fetchOne(database, sql: "SELECT * FROM projects WHERE name = ?", arguments: [name])
    }

    /// How many there are, those being deleted included.
    package func projectCount() throws -> Int {
        try Int.fetchOne(database, sql: "SELECT count(*) FROM projects") ?? 0
    }

    /// The newest projects made before the one of this number, of these names where some are given.
    package func projects(
        before number: Int64 = .max,
        names: [String]? = nil,
        limit: Int
    ) throws -> [ProjectRecord] {
        var arguments: StatementArguments = [number]
        var condition = "id < ?"
        if let names {
            condition += " AND name IN (\(placeholders(names.count)))"
            arguments += StatementArguments(names)
        }
        arguments += [limit]
        return try ProjectRecord.fetchAll(
            database,
            sql: "SELECT * FROM projects WHERE \(condition) ORDER BY id DESC LIMIT ?",
            arguments: arguments
        )
    }

    /// `?,?,?` for so many values.
    func placeholders(_ count: Int) -> String {
        [String](repeating: "?", count: count).joined(separator: ",")
    }
}

extension CatalogWriter {
    /// Adds a project.
    package func insertProject(named name: String, now: Int64) throws -> ProjectRecord {
        let project = ProjectRecord(
            id: try freeNumber(in: ProjectRecord.databaseTableName, now: now),
            name: name,
            status: .created
        )
        try project.insert(database)
        return project
    }

    /// Writes all columns of a project that is there.
    package func update(_ project: ProjectRecord) throws {
        try project.update(database)
    }

    /// Removes a project that is being deleted, once nothing is in it any more; its policies go with it.
    package func removeProjectIfEmptied(_ id: Int64) throws {
        try database.execute(
            sql: """
                DELETE FROM projects WHERE id = ? AND status = 'DELETING'
                    AND NOT EXISTS (SELECT 1 FROM datasets WHERE projectID = projects.id)
                    AND NOT EXISTS (SELECT 1 FROM versions WHERE projectID = projects.id)
                """,
            arguments: [id]
        )
    }
}
