import Catalog
import Projects

/// Removes a policy from a project.
struct DeleteProjectPolicy: RekognitionOperation {
    let project: ResourceName<ProjectReference>
    let policyName: String
    let revisionID: String?

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
        policyName = try members.required("PolicyName", .projectPolicyName)
        revisionID = try members.optional("PolicyRevisionId", .projectPolicyRevisionID)
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        try await call.useCases.policies.delete(
            named: policyName,
            from: call.own(project),
            revision: revisionID
        )
        return EmptyAnswer()
    }
}
