import Catalog
import Projects

/// Makes an empty project.
struct CreateProject: RekognitionOperation {
    let projectName: String
    let feature: CustomizationFeature?
    let autoUpdate: ProjectAutoUpdate?
    let tags: [String: String]

    init(_ members: Members) throws(RekognitionError) {
        projectName = try members.required("ProjectName", .projectName)
        feature = try members.optional("Feature", EnumShape<CustomizationFeature>())
        autoUpdate = try members.optional("AutoUpdate", EnumShape<ProjectAutoUpdate>())
        tags = try members.optional("Tags", .tags) ?? [:]
        guard feature != .contentModeration else {
            throw .invalidParameter("Projects of the feature CONTENT_MODERATION are not offered.")
        }
        guard autoUpdate != .enabled else {
            throw .invalidParameter("AutoUpdate is for projects of the feature CONTENT_MODERATION.")
        }
    }

    func answer(to call: Call) async throws -> Answer {
        let project = try await call.useCases.projects.create(named: projectName, tags: tags)
        return Answer(projectARN: call.account.arn(of: project))
    }

    struct Answer: Hashable, Sendable, Encodable {
        let projectARN: String

        private enum CodingKeys: String, CodingKey {
            case projectARN = "ProjectArn"
        }
    }
}
