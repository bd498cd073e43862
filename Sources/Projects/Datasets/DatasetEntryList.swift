import Annotations
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
        let start = try request.startNumber()
        let records = try await workshop.catalog.read { catalog in
            let record = try catalog.readableDataset(dataset)
            return try catalog.entries(
                EntryQuery(
                    dataset: record.id,
                    after: start ?? 0,
                    labels: filter.labels,
                    isLabelled: filter.isLabelled,
                    sourcePart: filter.sourcePart,
                    hasErrors: filter.hasErrors,
                    limit: request.size + 1
                )
            )
        }
        return Page(records, size: request.size, token: { PageToken($0.id) }, element: text)
    }

    private func text(of entry: EntryRecord) -> String {
        let line = [UInt8](entry.line)
        // Judged again rather than kept twice: few lines have errors, and a page has a hundred at most.
        let issues = entry.hasErrors ? DatasetLines.issues(of: line, limits: workshop.limits.manifest) : []
        let shown = DatasetLine.shown(line, isLabelled: entry.isLabelled, issues: issues)
        return String(decoding: shown, as: UTF8.self)
    }
}

extension CatalogReader {
    /// A dataset that is there and can be listed.
    func readableDataset(_ reference: DatasetReference) throws -> DatasetRecord {
        let dataset = try existingDataset(reference)
        guard dataset.status.isReadable else { throw ProjectError.datasetNotReady(reference, dataset.status) }
        return dataset
    }
}
