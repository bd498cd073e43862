import GRDB

/// How far an evaluation is that was asked for after a training.
package enum EvaluationStatus: String, Hashable, Sendable, Codable, CaseIterable {
    case queued = "QUEUED"
    case running = "RUNNING"
    case finished = "FINISHED"
    case failed = "FAILED"
}

/// A row of `evaluations`: a version tested again on its project's present test dataset.
package struct EvaluationRecord: Hashable, Sendable, Codable {
    /// When it was asked for, in milliseconds since 1970, unlike any other's.
    package let id: Int64
    package let versionID: Int64
    package var status = EvaluationStatus.queued
    /// Why there is no report, where that is so.
    package var message: String?
    /// Milliseconds since 1970.
    package var finished: Int64?
    /// Test images; 0 before they are counted.
    package var images = 0
    package var doneImages = 0
    package var f1: Double?
    /// Images that the evaluation at the training did not have.
    package var added: Int?
    /// Images that only the evaluation at the training had.
    package var removed: Int?
    /// Images of both whose objects are others.
    package var relabelled: Int?
    /// The test dataset, and its changes when it was read.
    package var datasetID: Int64?
    package var changes: Int?
    /// Of the report, below the home.
    package var reportPath: String?

    /// An evaluation that waits for its turn.
    package init(id: Int64, versionID: Int64) {
        self.id = id
        self.versionID = versionID
    }
}

extension EvaluationRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "evaluations"
}

extension CatalogReader {
    /// The evaluation of a number; nil when it is gone.
    package func evaluation(_ id: Int64) throws -> EvaluationRecord? {
        try EvaluationRecord.fetchOne(
            database,
            sql: "SELECT * FROM evaluations WHERE id = ?",
            arguments: [id]
        )
    }

    /// The later evaluations of a version, newest first.
    package func evaluations(ofVersion version: Int64) throws -> [EvaluationRecord] {
        try EvaluationRecord.fetchAll(
            database,
            sql: "SELECT * FROM evaluations WHERE versionID = ? ORDER BY id DESC",
            arguments: [version]
        )
    }

    /// The oldest evaluation that waits or that a process which is gone was at.
    package func nextEvaluation() throws -> EvaluationRecord? {
        try EvaluationRecord.fetchOne(
            database,
            sql: "SELECT * FROM evaluations WHERE status IN ('QUEUED', 'RUNNING') ORDER BY id LIMIT 1"
        )
    }
}

extension CatalogWriter {
    /// Adds an evaluation that waits for its turn.
    package func insertEvaluation(ofVersion version: Int64, now: Int64) throws -> EvaluationRecord {
        let evaluation = EvaluationRecord(
            id: try freeNumber(in: EvaluationRecord.databaseTableName, now: now),
            versionID: version
        )
        try evaluation.insert(database)
        return evaluation
    }

    /// Writes all columns of an evaluation; nothing where it is gone with its version.
    package func update(_ evaluation: EvaluationRecord) throws {
        do {
            try evaluation.update(database)
        } catch RecordError.recordNotFound {
            // Deleted while it was at work.
        }
    }
}
