import Catalog
import Projects

/// Starts a model.
struct StartProjectVersion: RekognitionOperation {
    let version: ResourceName<VersionReference>
    let minimumUnits: Int
    let maximumUnits: Int?

    init(_ members: Members) throws(RekognitionError) {
        version = try members.required("ProjectVersionArn", .projectVersionARN)
        minimumUnits = try members.required("MinInferenceUnits", .inferenceUnits)
        maximumUnits = try members.optional("MaxInferenceUnits", .inferenceUnits)
    }

    func answer(to call: Call) async throws -> StatusAnswer {
        let status = try await call.useCases.models.start(
            call.own(version),
            minimumUnits: minimumUnits,
            maximumUnits: maximumUnits
        )
        return StatusAnswer(status)
    }
}
