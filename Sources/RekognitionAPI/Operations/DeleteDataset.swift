import Catalog
import Projects

/// Deletes a dataset.
struct DeleteDataset: RekognitionOperation {
    let dataset: ResourceName<DatasetReference>

    init(_ members: Members) throws(RekognitionError) {
        dataset = try members.required("DatasetArn", .datasetARN)
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        try await call.useCases.datasets.delete(call.own(dataset))
        return EmptyAnswer()
    }
}
