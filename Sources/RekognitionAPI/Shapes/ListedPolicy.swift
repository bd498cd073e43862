import Catalog
import Projects

/// The service model's ProjectPolicy.
struct ListedPolicy: Hashable, Sendable, Encodable {
    let projectARN: String
    let name: String
    let revisionID: String
    let document: String
    let created: Timestamp
    let lastUpdated: Timestamp

    init(_ policy: ProjectPolicy, account: Account) {
        projectARN = account.arn(of: policy.project)
        name = policy.name
        revisionID = policy.revisionID
        document = policy.document
        created = Timestamp(policy.created)
        lastUpdated = Timestamp(policy.lastUpdated)
    }

    private enum CodingKeys: String, CodingKey {
        case projectARN = "ProjectArn"
        case name = "PolicyName"
        case revisionID = "PolicyRevisionId"
        case document = "PolicyDocument"
        case created = "CreationTimestamp"
        case lastUpdated = "LastUpdatedTimestamp"
    }
}
