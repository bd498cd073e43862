import GRDB

/// A row of `runs`: the training of a version.
package struct RunRecord: Hashable, Sendable, Codable {
    package let versionID: Int64
    package var status: RunStatus
    /// Milliseconds since 1970.
    package let queued: Int64
    /// When it first left the queue, in milliseconds since 1970.
    package var started: Int64?
    /// How often a trainer was started: after a restart of the server too, and after each one that died.
    package var attempts = 0
    package var step = 0
    /// 0 until the trainer has said how many there are.
    package var steps = 0
    package var secondsLeft: Double?
    /// Seconds that trainers were at work, all attempts together.
    package var trainedSeconds = 0.0
    /// Whether somebody wants it to end.
    package var isCancelled = false
    /// What was asked for instead of the server's setting.
    package var epochs: Int?
    /// What was asked for instead of the server's setting.
    package var inputSize: Int?
    /// What was asked for instead of the server's setting.
    package var seed: Int64?
    /// The version whose weights were asked for to start from.
    package var startVersionID: Int64?

    /// A run that waits for its turn.
    package init(versionID: Int64, queued: Int64) {
        self.versionID = versionID
        status = .queued
        self.queued = queued
    }
}

extension RunRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "runs"
}

/// A run that waits or is at work, with what its place in the queue depends on.
package struct PendingRun: Hashable, Sendable, Codable {
    package let versionID: Int64
    package let projectID: Int64
    package let status: RunStatus
    package let queued: Int64
    /// When it first left the queue; nil when it never has.
    package let started: Int64?
    /// When a run of the same project last left the queue; nil when none ever did.
    package let lastStartOfProject: Int64?

    package init(
        versionID: Int64,
        projectID: Int64,
        status: RunStatus,
        queued: Int64,
        started: Int64?,
        lastStartOfProject: Int64?
    ) {
        self.versionID = versionID
        self.projectID = projectID
        self.status = status
        self.queued = queued
        self.started = started
        self.lastStartOfProject = lastStartOfProject
    }
}

extension PendingRun: FetchableRecord {}

extension CatalogReader {
    /// The run of a version; nil for copies.
    package func run(of version: Int64) throws -> RunRecord? {
        try RunRecord.fetchOne(
            database,
            sql: "SELECT * FROM runs WHERE versionID = ?",
            arguments: [version]
        )
    }

    /// The runs of these versions.
    package func runs(ofVersions versions: [Int64]) throws -> [RunRecord] {
        try RunRecord.fetchAll(
            database,
            sql: "SELECT * FROM runs WHERE versionID IN (\(placeholders(versions.count)))",
            arguments: StatementArguments(versions)
        )
    }

    /// The newest runs, whatever has become of them.
    package func runs(limit: Int) throws -> [RunRecord] {
        try RunRecord.fetchAll(
            database,
            sql: "SELECT * FROM runs ORDER BY versionID DESC LIMIT ?",
            arguments: [limit]
        )
    }

    /// All runs that have not ended.
    package func pendingRuns() throws -> [PendingRun] {
        try PendingRun.fetchAll(
            database,
            sql: """
                SELECT runs.versionID, versions.projectID, runs.status, runs.queued, runs.started,
                    (SELECT max(others.started) FROM runs AS others
                        JOIN versions AS siblings ON siblings.id = others.versionID
                        WHERE siblings.projectID = versions.projectID) AS lastStartOfProject
                FROM runs JOIN versions ON versions.id = runs.versionID
                WHERE runs.status IN ('QUEUED', 'PREPARING', 'TRAINING', 'PUBLISHING')
                ORDER BY runs.queued, runs.versionID
                """
        )
    }
}

extension CatalogWriter {
    /// Adds a run.
    package func insert(_ run: RunRecord) throws {
        try run.insert(database)
    }

    /// Writes all columns of a run that is there.
    package func update(_ run: RunRecord) throws {
        try run.update(database)
    }

    /// Puts every run that was at work back into the queue: after a start of the server none is.
    package func requeueRuns() throws {
        try database.execute(
            sql: "UPDATE runs SET status = 'QUEUED' WHERE status IN ('PREPARING', 'TRAINING', 'PUBLISHING')"
        )
    }
}
