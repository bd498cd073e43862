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
        fatalError("follows")
    }
}
