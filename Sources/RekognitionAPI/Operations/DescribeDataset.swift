import Catalog
import Projects

/// Shows how a dataset is.
struct DescribeDataset: RekognitionOperation {
    let dataset: ResourceName<DatasetReference>

    init(_ members: Members) throws(RekognitionError) {
        dataset = try members.required("DatasetArn", .datasetARN)
    }

    func answer(to call: Call) async throws -> Answer {
        let description = try await call.useCases.datasets.describe(call.own(dataset))
        return Answer(description: DescribedDataset(description))
    }

    struct Answer: Hashable, Sendable, Encodable {
        let description: DescribedDataset

        private enum CodingKeys: String, CodingKey {
            case description = "DatasetDescription"
        }
    }
}
