package import Catalog

/// The labels that the entries of a dataset use.
package struct DatasetLabelList: Sendable {
    let workshop: Workshop

    /// The labels by name.
    ///
    /// Throws `noSuchDataset`, `datasetNotReady` or `invalidPageToken`.
    package func page(
        of dataset: DatasetReference,
        _ request: PageRequest
    ) async throws -> Page<DatasetLabelDescription> {
        let records = try await workshop.catalog.read { catalog in
            let record = try catalog.readableDataset(dataset)
            return try catalog.labels(
                of: record.id,
                after: request.start?.rawValue ?? "",
                limit: request.size + 1
            )
        }
        return Page(
            records,
            size: request.size,
            token: { PageToken(rawValue: $0.name) },
            element: DatasetLabelDescription.init
        )
    }
}

extension DatasetLabelDescription {
    fileprivate init(_ record: DatasetLabelRecord) {
        self.init(
            name: record.name,
            entryCount: record.entryCount,
            boundingBoxCount: record.boxCount > 0 ? record.boxCount : nil
        )
    }
}
