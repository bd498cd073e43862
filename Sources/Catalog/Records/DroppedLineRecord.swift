import GRDB

/// A row of `droppedLines`: a line that AWS would have left out without a word.
package struct DroppedLineRecord: Hashable, Sendable, Codable {
    package let id: Int64?
    package let datasetID: Int64
    /// When the manifest or the update was read, in milliseconds since 1970.
    package let found: Int64
    /// In the manifest or the update, from 1.
    package let line: Int
    package let code: String
    package let message: String
    package let detail: String?

    /// A line that is not kept yet.
    package init(
        datasetID: Int64,
        found: Int64,
        line: Int,
        code: String,
        message: String,
        detail: String?
    ) {
        id = nil
        self.datasetID = datasetID
        self.found = found
        self.line = line
        self.code = code
        self.message = message
        self.detail = detail
    }
}

extension DroppedLineRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "droppedLines"
}

extension CatalogReader {
    /// The lines dropped from a dataset in the order they were found, from behind the one of this id.
    package func droppedLines(
        of dataset: Int64,
        after id: Int64 = 0,
        limit: Int
    ) throws -> [DroppedLineRecord] {
        try DroppedLineRecord.fetchAll(
            database,
            sql: "SELECT * FROM droppedLines WHERE datasetID = ? AND id > ? ORDER BY id LIMIT ?",
            arguments: [dataset, id, limit]
        )
    }
}

extension CatalogWriter {
    /// Notes lines as dropped from their dataset, and counts them.
    package func insert(_ lines: [DroppedLineRecord], of dataset: Int64) throws {
        guard !lines.isEmpty else { return }
        for line in lines { try line.insert(database) }
        try database.execute(
            sql: "UPDATE datasets SET droppedLines = droppedLines + ? WHERE id = ?",
            arguments: [lines.count, dataset]
        )
    }

    /// Forgets which lines were dropped from a dataset, before it is read anew.
    package func removeDroppedLines(of dataset: Int64) throws {
        try database.execute(sql: "DELETE FROM droppedLines WHERE datasetID = ?", arguments: [dataset])
        try database.execute(sql: "UPDATE datasets SET droppedLines = 0 WHERE id = ?", arguments: [dataset])
    }
}
