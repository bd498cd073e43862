import Catalog
import Projects

/// Lists the versions of a project; waiters ask this again and again.
struct DescribeProjectVersions: RekognitionOperation {
    let project: ResourceName<ProjectReference>
    let versionNames: [String]?
    let page: PageMembers

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
        versionNames = try members.optional("VersionNames", .versionNames)
        page = try PageMembers(members, largest: 100)
    }

    func answer(to call: Call) async throws -> Answer {
        let reference = try call.own(project)
        let parts = [project.text, versionNames?.queryPart]
        let listed = try await call.page(page, of: parts) { request in
            try await call.useCases.versions.page(of: reference, request, names: versionNames)
        }
        return Answer(
            versions: listed.elements.map { DescribedVersion($0, account: call.account) },
            nextToken: listed.nextToken
        )
    }

    struct Answer: Hashable, Sendable, Encodable {
        let versions: [DescribedVersion]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case versions = "ProjectVersionDescriptions"
            case nextToken = "NextToken"
        }
    }
}
