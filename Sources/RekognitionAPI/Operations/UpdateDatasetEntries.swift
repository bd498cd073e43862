import Catalog
import Projects

/// Replaces and appends lines of a dataset.
struct UpdateDatasetEntries: RekognitionOperation {
    let dataset: ResourceName<DatasetReference>
    let changes: Changes

    init(_ members: Members) throws(RekognitionError) {
        dataset = try members.required("DatasetArn", .datasetARN)
        changes = try members.required("Changes", StructureShape<Changes>())
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        try await call.useCases.datasets.update(call.own(dataset), with: changes.groundTruth)
        return EmptyAnswer()
    }

    /// The service model's DatasetChanges.
    struct Changes: Hashable, Sendable, RequestStructure {
        /// The lines of a manifest.
        let groundTruth: [UInt8]

        init(_ members: Members) throws(RekognitionError) {
            groundTruth = Array(try members.required("GroundTruth", .groundTruth))
        }
    }
}
