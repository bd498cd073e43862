package import Catalog

/// Which entries of a dataset are wanted: those that pass all that is given.
package struct EntryFilter: Hashable, Sendable {
    /// Entries with at least one of these labels; empty lets all pass.
    package var labels: [String]
    package var isLabelled: Bool?
    /// A part of the image's `source-ref`.
    package var sourcePart: String?
    /// Only entries with errors; false lets all pass.
    package var hasErrors: Bool

    package init(
        labels: [String] = [],
        isLabelled: Bool? = nil,
        sourcePart: String? = nil,
        hasErrors: Bool = false
    ) {
        self.labels = labels
        self.isLabelled = isLabelled
        self.sourcePart = sourcePart
        self.hasErrors = hasErrors
    }
}

/// The lines of a dataset.
package struct DatasetEntryList: Sendable {
    let workshop: Workshop

    /// The lines in the dataset's order, each with `cl-metadata` and, where something is wrong, `cl-errors` added.
    ///
    /// Throws `noSuchDataset`, `datasetNotReady` or `invalidPageToken`.
    package func page(
        of dataset: DatasetReference,
        matching filter: EntryFilter,
        _ request: PageRequest
    ) async throws -> Page<String> {
        fatalError("follows")
    }
}
