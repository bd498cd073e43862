import Catalog
import Projects

/// Adds a policy to a project, or changes one.
struct PutProjectPolicy: RekognitionOperation {
    let project: ResourceName<ProjectReference>
    let policyName: String
    let revisionID: String?
    let document: String

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
        policyName = try members.required("PolicyName", .projectPolicyName)
        revisionID = try members.optional("PolicyRevisionId", .projectPolicyRevisionID)
        document = try members.required("PolicyDocument", .projectPolicyDocument)
    }

    func answer(to call: Call) async throws -> Answer {
        let revision = try await call.useCases.policies.put(
            document,
            named: policyName,
            on: call.own(project),
            replacing: revisionID
        )
        return Answer(revisionID: revision)
    }

    struct Answer: Hashable, Sendable, Encodable {
        let revisionID: String

        private enum CodingKeys: String, CodingKey {
            case revisionID = "PolicyRevisionId"
        }
    }
}
