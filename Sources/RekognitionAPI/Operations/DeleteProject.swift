import Catalog
import Projects

/// Deletes a project that has no datasets and versions left.
struct DeleteProject: RekognitionOperation {
    let project: ResourceName<ProjectReference>

    init(_ members: Members) throws(RekognitionError) {
        project = try members.required("ProjectArn", .projectARN)
    }

    func answer(to call: Call) async throws -> StatusAnswer {
        StatusAnswer(try await call.useCases.projects.delete(call.own(project)))
    }
}
