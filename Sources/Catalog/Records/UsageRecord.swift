package import FoundationEssentials
import GRDB

/// What a version did in some time; adds up.
package struct UsageCounts: Hashable, Sendable, Codable {
    /// Answers that waited for the model to be loaded.
    package var coldCalls = 0
    /// Answers by a model that was loaded.
    package var warmCalls = 0
    /// Questions without an answer; an image that cannot be read is none of them.
    package var failedCalls = 0
    package var loads = 0
    /// Of workers computing.
    package var busySeconds = 0.0
    /// Of workers loaded, each counted.
    package var unitSeconds = 0.0
    /// The part of them while the version was started.
    package var startedUnitSeconds = 0.0
    /// From question to answer.
    package var cold = LatencyHistogram()
    /// From question to answer.
    package var warm = LatencyHistogram()
    /// The most memory of all its workers at one time.
    package var peakBytes: Int64 = 0
    /// Milliseconds since 1970.
    package var firstCall: Int64?
    /// Milliseconds since 1970.
    package var lastCall: Int64?

    /// Nothing yet.
    package init() {}

    /// Takes in what was counted elsewhere for the same version and time.
    package mutating func merge(_ other: UsageCounts) {
        coldCalls += other.coldCalls
        warmCalls += other.warmCalls
        failedCalls += other.failedCalls
        loads += other.loads
        busySeconds += other.busySeconds
        unitSeconds += other.unitSeconds
        startedUnitSeconds += other.startedUnitSeconds
        cold.merge(other.cold)
        warm.merge(other.warm)
        peakBytes = max(peakBytes, other.peakBytes)
        firstCall = [firstCall, other.firstCall].compactMap(\.self).min()
        lastCall = [lastCall, other.lastCall].compactMap(\.self).max()
    }
}

/// A version and a month, `2026-11`, in UTC.
package struct UsageMonth: Hashable, Sendable {
    package let versionID: Int64
    package let month: String

    /// The month of a moment.
    package init(versionID: Int64, of moment: Date) {
        self.versionID = versionID
        // ISO 8601 begins with it.
        month = String(moment.formatted(.iso8601).prefix(7))
    }
}

/// A row of `usage`: what a version did in one month.
package struct UsageRecord: Hashable, Sendable {
    package let versionID: Int64
    package let month: String
    /// The project's name, which stays when the version is deleted.
    package let project: String
    /// The version's name.
    package let name: String
    package var counts: UsageCounts

    package init(versionID: Int64, month: String, project: String, name: String, counts: UsageCounts) {
        self.versionID = versionID
        self.month = month
        self.project = project
        self.name = name
        self.counts = counts
    }

    /// The version as it was called when it was counted.
    package var version: VersionReference {
        VersionReference(project: project, name: name, number: versionID)
    }
}

extension UsageRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case versionID
        case month
        case project
        case name
    }

    /// The counts are columns of their own beside the others.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        versionID = try container.decode(Int64.self, forKey: .versionID)
        month = try container.decode(String.self, forKey: .month)
        project = try container.decode(String.self, forKey: .project)
        name = try container.decode(String.self, forKey: .name)
        counts = try UsageCounts(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(versionID, forKey: .versionID)
        try container.encode(month, forKey: .month)
        try container.encode(project, forKey: .project)
        try container.encode(name, forKey: .name)
        try counts.encode(to: encoder)
    }
}

extension UsageRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "usage"
}

extension CatalogReader {
    /// What was counted of one version, or of all that ever were, newest month first.
    package func usage(of version: Int64? = nil) throws -> [UsageRecord] {
        try UsageRecord.fetchAll(
            database,
            sql: "SELECT * FROM usage WHERE ?1 IS NULL OR versionID = ?1 ORDER BY month DESC, versionID",
            arguments: [version]
        )
    }

    /// The names of a version: those it has, or those it had when it was last counted.
    package func reference(ofVersion number: Int64) throws -> VersionReference? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT projects.name AS project, versions.name AS name
                FROM versions JOIN projects ON projects.id = versions.projectID WHERE versions.id = ?1
                UNION ALL
                SELECT project, name FROM usage WHERE versionID = ?1
                LIMIT 1
                """,
            arguments: [number]
        )
        return row.map { VersionReference(project: $0["project"], name: $0["name"], number: number) }
    }
}

extension CatalogWriter {
    /// Adds to the counts of a version's month; a version that never was is left out.
    package func add(_ counts: UsageCounts, to month: UsageMonth) throws {
        guard let version = try reference(ofVersion: month.versionID) else { return }
        let known = try UsageRecord.fetchOne(
            database,
            sql: "SELECT * FROM usage WHERE versionID = ? AND month = ?",
            arguments: [month.versionID, month.month]
        )
        var record =
            known
            ?? UsageRecord(
                versionID: month.versionID,
                month: month.month,
                project: version.project,
                name: version.name,
                counts: UsageCounts()
            )
        record.counts.merge(counts)
        try record.save(database)
    }
}
