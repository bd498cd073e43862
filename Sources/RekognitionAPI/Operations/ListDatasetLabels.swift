import Catalog
import Projects

/// Lists the labels of a dataset with their counts.
struct ListDatasetLabels: RekognitionOperation {
    let dataset: ResourceName<DatasetReference>
    let page: PageMembers

    init(_ members: Members) throws(RekognitionError) {
        dataset = try members.required("DatasetArn", .datasetARN)
        page = try PageMembers(members, largest: 100)
    }

    func answer(to call: Call) async throws -> Answer {
        let reference = try call.own(dataset)
        let listed = try await call.page(page, of: [dataset.text]) { request in
            try await call.useCases.labels.page(of: reference, request)
        }
        return Answer(labels: listed.elements.map { DescribedLabel($0) }, nextToken: listed.nextToken)
    }

    struct Answer: Hashable, Sendable, Encodable {
        let labels: [DescribedLabel]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case labels = "DatasetLabelDescriptions"
            case nextToken = "NextToken"
        }
    }
}
