import Catalog
import Projects

/// The service model's ProjectDescription.
struct DescribedProject: Hashable, Sendable, Encodable {
    let arn: String
    let created: Timestamp
    let status: String
    /// Always there, even when empty: published scripts do not check.
    let datasets: [Dataset]
    let feature: CustomizationFeature

    init(_ project: ProjectDescription, account: Account) {
        arn = account.arn(of: project.project)
        created = Timestamp(project.created)
        status = project.status.rawValue
        datasets = project.datasets.map { Dataset($0, account: account) }
        feature = .customLabels
    }

    private enum CodingKeys: String, CodingKey {
        case arn = "ProjectArn"
        case created = "CreationTimestamp"
        case status = "Status"
        case datasets = "Datasets"
        case feature = "Feature"
    }

    /// The service model's DatasetMetadata.
    struct Dataset: Hashable, Sendable, Encodable {
        let created: Timestamp
        let type: String
        let arn: String
        let status: String
        let statusMessage: String
        let statusMessageCode: String

        init(_ dataset: DatasetOverview, account: Account) {
            created = Timestamp(dataset.created)
            type = dataset.dataset.type.rawValue
            arn = account.arn(of: dataset.dataset)
            status = dataset.status.rawValue
            statusMessage = dataset.statusMessage
            statusMessageCode = dataset.statusCode.rawValue
        }

        private enum CodingKeys: String, CodingKey {
            case created = "CreationTimestamp"
            case type = "DatasetType"
            case arn = "DatasetArn"
            case status = "Status"
            case statusMessage = "StatusMessage"
            case statusMessageCode = "StatusMessageCode"
        }
    }
}
