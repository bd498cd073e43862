import Catalog
import Projects

/// Lists the lines of a dataset that pass all filters.
struct ListDatasetEntries: RekognitionOperation {
    let dataset: ResourceName<DatasetReference>
    let filter: EntryFilter
    let page: PageMembers

    init(_ members: Members) throws(RekognitionError) {
        dataset = try members.required("DatasetArn", .datasetARN)
        filter = EntryFilter(
            labels: try members.optional("ContainsLabels", .datasetLabels) ?? [],
            isLabelled: try members.optional("Labeled", .boolean),
            sourcePart: try members.optional("SourceRefContains", .queryString),
            // Amazon's own example sends false and means that no filter is wanted.
            hasErrors: try members.optional("HasErrors", .boolean) ?? false
        )
        page = try PageMembers(members, largest: 100)
    }

    func answer(to call: Call) async throws -> Answer {
        let reference = try call.own(dataset)
        let listed = try await call.page(page, of: parts) { request in
            try await call.useCases.entries.page(of: reference, matching: filter, request)
        }
        return Answer(entries: listed.elements, nextToken: listed.nextToken)
    }

    private var parts: [String?] {
        [
            dataset.text, filter.labels.queryPart, filter.isLabelled.map { "\($0)" }, filter.sourcePart,
            "\(filter.hasErrors)",
        ]
    }

    struct Answer: Hashable, Sendable, Encodable {
        let entries: [String]
        let nextToken: String?

        private enum CodingKeys: String, CodingKey {
            case entries = "DatasetEntries"
            case nextToken = "NextToken"
        }
    }
}
