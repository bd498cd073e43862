import GRDB

/// A row of `versions`.
package struct VersionRecord: Hashable, Sendable, Codable {
    /// The version's number.
    package let id: Int64
    package let projectID: Int64
    package let name: String
    package var status: VersionStatus
    package var statusMessage: String
    package let outputBucket: String
    package let outputPrefix: String?
    /// Of the manifest to train on; nil where the project's dataset is.
    package var trainingBucket: String?
    package var trainingKey: String?
    /// Of the manifest to test on; nil where the project's dataset, or a part of the training set, is.
    package var testingBucket: String?
    package var testingKey: String?
    /// Whether a fifth of the training set becomes the test set.
    package var splitsTraining = false
    package var kmsKeyID: String?
    package var explanation: String?
    package var minimumUnits: Int?
    package var maximumUnits: Int?
    package var billableSeconds: Int?
    /// Milliseconds since 1970.
    package var trainingEnd: Int64?
    package var f1: Double?
    /// What a copy was made of.
    package var sourceProject: String?
    package var sourceName: String?
    package var sourceNumber: Int64?
    /// Nil takes the tag's or the server's.
    package var servingMode: ServingMode?
    /// How long it stays loaded when nobody asks; nil takes the server's.
    package var idleSeconds: Int?
    /// The confidence from which detections are answered where a request names none, 0...1; nil takes each label's own.
    package var threshold: Double?
    /// The project's dataset that it was tested on; nil for manifests, and before the training has read it.
    package var testDatasetID: Int64?
    /// The changes of that dataset when the training has read it.
    package var testChanges: Int?

    package init(
        id: Int64,
        projectID: Int64,
        name: String,
        status: VersionStatus,
        statusMessage: String,
        outputBucket: String,
        outputPrefix: String?
    ) {
        self.id = id
        self.projectID = projectID
        self.name = name
        self.status = status
        self.statusMessage = statusMessage
        self.outputBucket = outputBucket
        self.outputPrefix = outputPrefix
    }

    /// What others call it, in a project of this name.
    package func reference(in project: String) -> VersionReference {
        VersionReference(project: project, name: name, number: id)
    }

    /// The version a copy was made of; nil for others.
    package var source: VersionReference? {
        guard let sourceProject, let sourceName, let sourceNumber else { return nil }
        return VersionReference(project: sourceProject, name: sourceName, number: sourceNumber)
    }
}

extension VersionRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "versions"
}

extension CatalogReader {
    /// The version of a reference; nil when it is gone.
    package func version(_ reference: VersionReference) throws -> VersionRecord? {
        try VersionRecord.fetchOne(
            database,
            sql: """
                SELECT versions.* FROM versions JOIN projects ON projects.id = versions.projectID
                WHERE versions.id = ? AND versions.name = ? AND projects.name = ?
                """,
            arguments: [reference.number, reference.name, reference.project]
        )
    }

    /// The version of a number; nil when it is gone.
    package func version(number: Int64) throws -> VersionRecord? {
        try VersionRecord.fetchOne(database, sql: "SELECT * FROM versions WHERE id = ?", arguments: [number])
    }

    /// Whether a project has a version of this name, be it one that is being deleted.
    package func hasVersion(named name: String, inProject project: Int64) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM versions WHERE projectID = ? AND name = ?)",
            arguments: [project, name]
        ) ?? false
    }

    /// The newest versions of a project made before the one of this number, of these names where some are given.
    package func versions(
        ofProject project: Int64,
        before number: Int64 = .max,
        names: [String]? = nil,
        limit: Int
    ) throws -> [VersionRecord] {
        var arguments: StatementArguments = [project, number]
        var condition = "projectID = ? AND id < ?"
        if let names {
            condition += " AND name IN (\(placeholders(names.count)))"
            arguments += StatementArguments(names)
        }
        arguments += [limit]
        return try VersionRecord.fetchAll(
            database,
            sql: "SELECT * FROM versions WHERE \(condition) ORDER BY id DESC LIMIT ?",
            arguments: arguments
        )
    }

    /// All versions with one of these statuses, oldest first.
    package func versions(inStatus statuses: [VersionStatus]) throws -> [VersionRecord] {
        try VersionRecord.fetchAll(
            database,
            sql: "SELECT * FROM versions WHERE status IN (\(placeholders(statuses.count))) ORDER BY id",
            arguments: StatementArguments(statuses.map(\.rawValue))
        )
    }

    /// The names of the projects that have versions with one of these statuses, by the project's number.
    package func projectNames(ofVersionsInStatus statuses: [VersionStatus]) throws -> [Int64: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT DISTINCT projects.id, projects.name FROM projects
                JOIN versions ON versions.projectID = projects.id
                WHERE versions.status IN (\(placeholders(statuses.count)))
                """,
            arguments: StatementArguments(statuses.map(\.rawValue))
        )
        var names: [Int64: String] = [:]
        for row in rows { names[row["id"]] = row["name"] }
        return names
    }

    /// How many versions a project has, those being deleted not counted.
    package func versionCount(ofProject project: Int64) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM versions WHERE projectID = ? AND status <> 'DELETING'",
            arguments: [project]
        ) ?? 0
    }
}

extension CatalogWriter {
    /// A number for a new version, which is also the last part of its ARN.
    package func freeVersionNumber(now: Int64) throws -> Int64 {
        try freeNumber(in: VersionRecord.databaseTableName, now: now)
    }

    /// Adds a version.
    package func insert(_ version: VersionRecord) throws {
        try version.insert(database)
    }

    /// Writes all columns of a version that is there.
    package func update(_ version: VersionRecord) throws {
        try version.update(database)
    }

    /// Removes a version with all that hangs on it.
    package func removeVersion(_ id: Int64) throws {
        try database.execute(sql: "DELETE FROM versions WHERE id = ?", arguments: [id])
    }
}
