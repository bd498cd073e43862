import Catalog
import Projects

/// The service model's DatasetDescription: all members are always there, since published scripts do not check.
struct DescribedDataset: Hashable, Sendable, Encodable {
    let created: Timestamp
    let lastUpdated: Timestamp
    let status: String
    let statusMessage: String
    let statusMessageCode: String
    let statistics: Statistics

    init(_ dataset: DatasetDescription) {
        created = Timestamp(dataset.created)
        lastUpdated = Timestamp(dataset.lastUpdated)
        status = dataset.status.rawValue
        statusMessage = dataset.statusMessage
        statusMessageCode = dataset.statusCode.rawValue
        statistics = Statistics(dataset.statistics)
    }

    private enum CodingKeys: String, CodingKey {
        case created = "CreationTimestamp"
        case lastUpdated = "LastUpdatedTimestamp"
        case status = "Status"
        case statusMessage = "StatusMessage"
        case statusMessageCode = "StatusMessageCode"
        case statistics = "DatasetStats"
    }

    /// The service model's DatasetStats.
    struct Statistics: Hashable, Sendable, Encodable {
        let labeledEntries: Int
        let totalEntries: Int
        let totalLabels: Int
        let errorEntries: Int

        init(_ statistics: DatasetStatistics) {
            labeledEntries = statistics.labelledEntries
            totalEntries = statistics.totalEntries
            totalLabels = statistics.totalLabels
            errorEntries = statistics.errorEntries
        }

        private enum CodingKeys: String, CodingKey {
            case labeledEntries = "LabeledEntries"
            case totalEntries = "TotalEntries"
            case totalLabels = "TotalLabels"
            case errorEntries = "ErrorEntries"
        }
    }
}
