import GRDB

/// A row of `detectionCounts`: how many images a version was asked about in one hour.
package struct DetectionCountRecord: Hashable, Sendable, Codable {
    package let versionID: Int64
    /// Hours since 1970.
    package let hour: Int64
    package let images: Int

    package init(versionID: Int64, hour: Int64, images: Int) {
        self.versionID = versionID
        self.hour = hour
        self.images = images
    }
}

extension DetectionCountRecord: FetchableRecord, PersistableRecord {
    package static let databaseTableName = "detectionCounts"
}

extension CatalogReader {
    /// What a version was asked, hour by hour.
    package func detectionCounts(of version: Int64) throws -> [DetectionCountRecord] {
        try DetectionCountRecord.fetchAll(
            database,
            sql: "SELECT * FROM detectionCounts WHERE versionID = ? ORDER BY hour",
            arguments: [version]
        )
    }
}

extension CatalogWriter {
    /// Adds to the counts; those of versions that are gone are left out.
    package func add(_ counts: [DetectionCountRecord]) throws {
        for count in counts {
            try database.execute(
                sql: """
                    INSERT INTO detectionCounts (versionID, hour, images)
                    SELECT id, ?, ? FROM versions WHERE id = ?
                    ON CONFLICT (versionID, hour) DO UPDATE SET images = images + excluded.images
                    """,
                arguments: [count.hour, count.images, count.versionID]
            )
        }
    }
}
