import GRDB

/// A row of `datasets`.
package struct DatasetRecord: Hashable, Sendable, Codable {
    /// The dataset's number.
    package let id: Int64
    package let projectID: Int64
    package let type: DatasetType
    /// Milliseconds since 1970.
    package var updated: Int64
    package var status: DatasetStatus
    package var statusMessage: String
    package var statusCode: DatasetStatusCode
    package var totalEntries = 0
    package var labelledEntries = 0
    package var errorEntries = 0
    package var droppedLines = 0
    /// Of the manifest that is being read.
    package var doneBytes: Int64?
    /// Of the manifest that is being read.
    package var totalBytes: Int64?
    /// Grows with each write to the entries, whoever writes.
    package var changes = 0

    package init(
        id: Int64,
        projectID: Int64,
        type: DatasetType,
        updated: Int64,
        status: DatasetStatus,
        statusMessage: String,
        statusCode: DatasetStatusCode
    ) {
        self.id = id
        self.projectID = projectID
        self.type = type
        self.updated = updated
        self.status = status
        self.statusMessage = statusMessage
        self.statusCode = statusCode
    }

    /// What others call it, in a project of this name.
    package func reference(in project: String) -> DatasetReference {
        DatasetReference(project: project, type: type, number: id)
    }
}

extension DatasetRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "datasets"
}

extension CatalogReader {
    /// The dataset of a reference; nil when it is gone.
    package func dataset(_ reference: DatasetReference) throws -> DatasetRecord? {
        try DatasetRecord.fetchOne(
            database,
            sql: """
                SELECT datasets.* FROM datasets JOIN projects ON projects.id = datasets.projectID
                WHERE datasets.id = ? AND datasets.type = ? AND projects.name = ?
                """,
            arguments: [reference.number, reference.type.rawValue, reference.project]
        )
    }

    /// The dataset of a number; nil when it is gone.
    package func dataset(number: Int64) throws -> DatasetRecord? {
        try DatasetRecord.fetchOne(database, sql: "SELECT * FROM datasets WHERE id = ?", arguments: [number])
    }

    /// The datasets of these projects, oldest first, those being deleted included.
    package func datasets(ofProjects projects: [Int64]) throws -> [DatasetRecord] {
        try DatasetRecord.fetchAll(
            database,
            sql: "SELECT * FROM datasets WHERE projectID IN (\(placeholders(projects.count))) ORDER BY id",
            arguments: StatementArguments(projects)
        )
    }

    /// The dataset of a type that a project has, besides those being deleted.
    package func dataset(_ type: DatasetType, ofProject project: Int64) throws -> DatasetRecord? {
        try DatasetRecord.fetchOne(
            database,
            sql: """
                SELECT * FROM datasets WHERE projectID = ? AND type = ? AND status <> 'DELETE_IN_PROGRESS'
                """,
            arguments: [project, type.rawValue]
        )
    }
}

extension CatalogWriter {
    /// Adds a dataset without entries.
    package func insertDataset(
        _ type: DatasetType,
        inProject project: Int64,
        status: DatasetStatus,
        message: String,
        now: Int64
    ) throws -> DatasetRecord {
        let dataset = DatasetRecord(
            id: try freeNumber(in: DatasetRecord.databaseTableName, now: now),
            projectID: project,
            type: type,
            updated: now,
            status: status,
            statusMessage: message,
            statusCode: .success
        )
        try dataset.insert(database)
        return dataset
    }

    /// Writes all columns of a dataset that is there.
    package func update(_ dataset: DatasetRecord) throws {
        try dataset.update(database)
    }

    /// Notes when a dataset was changed last.
    package func touch(_ id: Int64, now: Int64) throws {
        try database.execute(sql: "UPDATE datasets SET updated = ? WHERE id = ?", arguments: [now, id])
    }

    /// Removes a dataset that has no entries any more, with all that hangs on it.
    package func removeDataset(_ id: Int64) throws {
        try database.execute(sql: "DELETE FROM datasets WHERE id = ?", arguments: [id])
    }
}
