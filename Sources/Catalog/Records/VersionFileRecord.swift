import GRDB

/// What a training leaves in its output bucket.
package enum VersionFileKind: String, Hashable, Sendable, Codable, CaseIterable {
    case evaluationSummary = "EVALUATION_SUMMARY"
    case manifestSummary = "MANIFEST_SUMMARY"
    case trainingValidation = "TRAINING_VALIDATION"
    case testingValidation = "TESTING_VALIDATION"
    case trainingSnapshot = "TRAINING_SNAPSHOT"
    case testingSnapshot = "TESTING_SNAPSHOT"
    /// Katmai's own: the lines that never got into a dataset.
    case droppedLines = "DROPPED_LINES"
}

/// A row of `versionFiles`.
package struct VersionFileRecord: Hashable, Sendable, Codable {
    package let versionID: Int64
    package let kind: VersionFileKind
    package let bucket: String
    package let key: String

    package init(versionID: Int64, kind: VersionFileKind, bucket: String, key: String) {
        self.versionID = versionID
        self.kind = kind
        self.bucket = bucket
        self.key = key
    }
}

extension VersionFileRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "versionFiles"
}

extension CatalogReader {
    /// The files of these versions.
    package func files(ofVersions versions: [Int64]) throws -> [VersionFileRecord] {
        try VersionFileRecord.fetchAll(
            database,
            sql: "SELECT * FROM versionFiles WHERE versionID IN (\(placeholders(versions.count)))",
            arguments: StatementArguments(versions)
        )
    }
}

extension CatalogWriter {
    /// Notes where a file is, in place of what was noted of its kind.
    package func set(_ file: VersionFileRecord) throws {
        try database.execute(
            sql: "INSERT OR REPLACE INTO versionFiles (versionID, kind, bucket, key) VALUES (?, ?, ?, ?)",
            arguments: [file.versionID, file.kind.rawValue, file.bucket, file.key]
        )
    }
}
