import Catalog
import Projects

/// Lists the policies of a project.
struct ListProjectPolicies: RekognitionOperation {
    let project: ResourceName<ProjectReference>
    let page: PageMembers

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
        page = try PageMembers(members, largest: 5)
    }

    func answer(to call: Call) async throws -> Answer {
        let reference = try call.own(project)
        let listed = try await call.page(page, of: [project.text]) { request in
            try await call.useCases.policies.page(of: reference, request)
        }
        return Answer(
            policies: listed.elements.map { ListedPolicy($0, account: call.account) },
            nextToken: listed.nextToken
        )
    }

    struct Answer: Hashable, Sendable, Encodable {
        let policies: [ListedPolicy]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case policies = "ProjectPolicies"
            case nextToken = "NextToken"
        }
    }
}
