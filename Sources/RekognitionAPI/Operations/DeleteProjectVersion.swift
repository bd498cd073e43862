import Catalog
import Projects

/// Deletes a version that is at rest.
struct DeleteProjectVersion: RekognitionOperation {
    let version: ResourceName<VersionReference>

    init(_ members: Members) throws(RekognitionError) {
        version = try members.required("ProjectVersionArn", .projectVersionARN)
    }

    func answer(to call: Call) async throws -> StatusAnswer {
        StatusAnswer(try await call.useCases.versions.delete(call.own(version)))
    }
}
