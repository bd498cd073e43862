package import Catalog
package import FoundationEssentials

/// A dataset as DescribeDataset shows it, and how far work on it is.
package struct DatasetDescription: Hashable, Sendable {
    package let created: Date
    package let lastUpdated: Date
    package let status: DatasetStatus
    package let statusMessage: String
    package let statusCode: DatasetStatusCode
    package let statistics: DatasetStatistics
    /// How far a creation or an update is; nil when none is in progress or nothing is known yet.
    package let progress: DatasetProgress?

    package init(
        created: Date,
        lastUpdated: Date,
        status: DatasetStatus,
        statusMessage: String,
        statusCode: DatasetStatusCode,
        statistics: DatasetStatistics,
        progress: DatasetProgress?
    ) {
        self.created = created
        self.lastUpdated = lastUpdated
        self.status = status
        self.statusMessage = statusMessage
        self.statusCode = statusCode
        self.statistics = statistics
        self.progress = progress
    }
}

/// AWS's DatasetStats.
package struct DatasetStatistics: Hashable, Sendable {
    package let totalEntries: Int
    package let labelledEntries: Int
    package let errorEntries: Int
    /// Different labels in use.
    package let totalLabels: Int
    /// Lines that were left out and are in no entry, which AWS does not tell.
    package let droppedLines: Int

    package init(
        totalEntries: Int,
        labelledEntries: Int,
        errorEntries: Int,
        totalLabels: Int,
        droppedLines: Int
    ) {
        self.totalEntries = totalEntries
        self.labelledEntries = labelledEntries
        self.errorEntries = errorEntries
        self.totalLabels = totalLabels
        self.droppedLines = droppedLines
    }
}

/// How far the reading of a manifest is.
package struct DatasetProgress: Hashable, Sendable {
    package let doneBytes: Int64
    package let totalBytes: Int64

    package init(doneBytes: Int64, totalBytes: Int64) {
        self.doneBytes = doneBytes
        self.totalBytes = totalBytes
    }
}

/// A label as ListDatasetLabels shows it.
package struct DatasetLabelDescription: Hashable, Sendable {
    package let name: String
    /// Entries that use the label.
    package let entryCount: Int
    /// Boxes of the label; nil where it is only used for whole images.
    package let boundingBoxCount: Int?

    package init(name: String, entryCount: Int, boundingBoxCount: Int?) {
        self.name = name
        self.entryCount = entryCount
        self.boundingBoxCount = boundingBoxCount
    }
}
