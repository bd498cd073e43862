import Catalog
import Projects

/// Stops a model.
struct StopProjectVersion: RekognitionOperation {
    let version: ResourceName<VersionReference>

    init(_ members: Members) throws(RekognitionError) {
        version = try members.required("ProjectVersionArn", .projectVersionARN)
    }

    func answer(to call: Call) async throws -> StatusAnswer {
        StatusAnswer(try await call.useCases.models.stop(call.own(version)))
    }
}
