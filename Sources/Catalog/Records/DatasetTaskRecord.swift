package import FoundationEssentials
import GRDB

/// What is still to be done for a dataset.
package enum DatasetTaskKind: String, Hashable, Sendable, Codable {
    /// Read a manifest.
    case load = "IMPORT"
    case copy = "COPY"
    case update = "UPDATE"
    case distribute = "DISTRIBUTE"
    case delete = "DELETE"
}

/// A row of `datasetTasks`: work that was answered for and must survive a restart.
package struct DatasetTaskRecord: Hashable, Sendable, Codable {
    package let datasetID: Int64
    package let kind: DatasetTaskKind
    /// Of the manifest to read.
    package let bucket: String?
    /// Of the manifest to read.
    package let key: String?
    /// The dataset to copy, or the test dataset to move entries to; nil too when that has been deleted since.
    package let otherID: Int64?
    /// The lines of an update.
    package let lines: Data?

    package init(
        datasetID: Int64,
        kind: DatasetTaskKind,
        bucket: String? = nil,
        key: String? = nil,
        otherID: Int64? = nil,
        lines: Data? = nil
    ) {
        self.datasetID = datasetID
        self.kind = kind
        self.bucket = bucket
        self.key = key
        self.otherID = otherID
        self.lines = lines
    }
}

extension DatasetTaskRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "datasetTasks"
}

extension CatalogReader {
    /// Which datasets have work to be done, oldest first.
    package func datasetsWithTasks() throws -> [Int64] {
        try Int64.fetchAll(database, sql: "SELECT datasetID FROM datasetTasks ORDER BY datasetID")
    }

    /// What is to be done for a dataset; nil when nothing is.
    package func datasetTask(of dataset: Int64) throws -> DatasetTaskRecord? {
        try DatasetTaskRecord.fetchOne(
            database,
            sql: "SELECT * FROM datasetTasks WHERE datasetID = ?",
            arguments: [dataset]
        )
    }
}

extension CatalogWriter {
    /// Adds work for a dataset that has none.
    package func insert(_ task: DatasetTaskRecord) throws {
        try task.insert(database)
    }

    /// Strikes the work for a dataset off.
    package func removeTask(of dataset: Int64) throws {
        try database.execute(sql: "DELETE FROM datasetTasks WHERE datasetID = ?", arguments: [dataset])
    }
}
