import Catalog
import Projects

/// Moves a fifth of the training dataset's lines to the empty test dataset.
struct DistributeDatasetEntries: RekognitionOperation {
    let datasets: [Dataset]

    init(_ members: Members) throws(RekognitionError) {
        datasets = try members.required("Datasets", ListShape(StructureShape<Dataset>(), 2...2))
    }

    func answer(to call: Call) async throws -> EmptyAnswer {
        var references: [DatasetReference] = []
        for dataset in datasets { references.append(try call.own(dataset.name)) }
        try await call.useCases.datasets.distribute(references)
        return EmptyAnswer()
    }

    /// The service model's DistributeDataset.
    struct Dataset: Hashable, Sendable, RequestStructure {
        let name: ResourceName<DatasetReference>

        init(_ members: Members) throws(RekognitionError) {
            name = try members.required("Arn", .datasetARN)
        }
    }
}
