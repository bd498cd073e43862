import Projects

/// Lists projects with their datasets.
struct DescribeProjects: RekognitionOperation {
    let page: PageMembers
    let projectNames: [String]?
    let features: [CustomizationFeature]?

    init(_ members: Members) throws(RekognitionError) {
        page = try PageMembers(members, largest: 100)
        projectNames = try members.optional("ProjectNames", .projectNames)
        features = try members.optional("Features", ListShape(EnumShape<CustomizationFeature>(), 1...2))
    }

    func answer(to call: Call) async throws -> Answer {
        // Where nothing is said of features Amazon too lists projects of Custom Labels alone, and here are no others.
        if let features, !features.contains(.customLabels) { return Answer(projects: [], nextToken: nil) }
        let listed = try await call.page(page, of: [projectNames?.queryPart]) { request in
            try await call.useCases.projects.page(request, names: projectNames)
        }
        return Answer(
            projects: listed.elements.map { DescribedProject($0, account: call.account) },
            nextToken: listed.nextToken
        )
    }

    struct Answer: Hashable, Sendable, Encodable {
        let projects: [DescribedProject]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case projects = "ProjectDescriptions"
            case nextToken = "NextToken"
        }
    }
}
