import Annotations
package import Catalog

/// Shows the entries of datasets to people who label them, and takes their changes.
package struct Labelling: Sendable {
    /// The most labels of one dataset that are counted for a page.
    private static let labelLimit = 10_000

    let workshop: Workshop
    let photos: Photos
    let shelf: ReportShelf

    /// A part of a dataset's entries.
    ///
    /// Throws `noSuchDataset`, `datasetNotReady`, `invalidPageToken`, and of a verdict `noSuchVersion` or a
    /// `LabellingError`.
    package func page(
        of dataset: DatasetReference,
        matching choice: EntryChoice,
        order: EntryOrder,
        from start: EntryStart,
        limit: Int
    ) async throws -> Page<EntrySummary> {
        var search = try await search(in: dataset, choice, order: order)
        search.start = try start.place
        search.limit = limit + 1
        let records = try await workshop.catalog.read { [search] in try $0.entries(search) }
        return try Page(
            records,
            size: limit,
            token: { PageToken(rawValue: "\($0.id):\($0.name)") },
            element: { EntrySummary($0, try EditableLine.of($0)) }
        )
    }

    /// How many entries pass; every entry of the dataset is looked at for that.
    package func count(of dataset: DatasetReference, matching choice: EntryChoice) async throws -> Int {
        if choice == EntryChoice() {
            return try await workshop.catalog.read { try $0.readableDataset(dataset).totalEntries }
        }
        let search = try await search(in: dataset, choice, order: .asAdded)
        return try await workshop.catalog.read { try $0.entryCount(search) }
    }

    /// The entries before and behind one, among those that pass, in an order.
    package func neighbours(
        of id: Int64,
        in dataset: DatasetReference,
        matching choice: EntryChoice,
        order: EntryOrder
    ) async throws -> (previous: Int64?, next: Int64?) {
        let search = try await search(in: dataset, choice, order: order)
        return try await workshop.catalog.read { catalog in
            guard let entry = try catalog.entry(id) else { throw LabellingError.noSuchEntry(id) }
            return (
                try catalog.neighbour(of: entry, search.with(order: order.reversed)),
                try catalog.neighbour(of: entry, search)
            )
        }
    }

    /// What a dataset holds, for a histogram.
    ///
    /// Throws `noSuchDataset` or `datasetNotReady`.
    package func counts(of dataset: DatasetReference) async throws -> DatasetCounts {
        try await workshop.catalog.read { catalog in
            let record = try catalog.readableDataset(dataset)
            let empty = try catalog.entryCount(
                EntrySearch(dataset: record.id, state: .noObject, limit: 1)
            )
            let labels = try catalog.labels(of: record.id, limit: Self.labelLimit)
            return DatasetCounts(
                total: record.totalEntries,
                unlabelled: record.totalEntries - record.labelledEntries,
                labelled: record.labelledEntries - empty,
                noObject: empty,
                withErrors: record.errorEntries,
                droppedLines: record.droppedLines,
                labels: labels.map { LabelCount(name: $0.name, images: $0.entryCount, boxes: $0.boxCount) }
                    .sorted { ($1.boxes, $1.images, $0.name) < ($0.boxes, $0.images, $1.name) },
                changes: record.changes
            )
        }
    }

    /// The labels that a project's datasets use, those known longest first.
    ///
    /// Throws `noSuchProject`.
    package func labels(of project: ProjectReference) async throws -> [String] {
        try await workshop.catalog.read { catalog in
            let record = try catalog.existingProject(project)
            let datasets = try catalog.datasets(ofProjects: [record.id]).filter { $0.status != .deleting }
            let labels = try datasets.flatMap { try catalog.labels(of: $0.id, limit: Self.labelLimit) }
            let names = Dictionary(labels.map { ($0.labelID, $0.name) }) { first, _ in first }
            return names.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// What a choice asks the catalog for, all of it.
    func search(
        in dataset: DatasetReference,
        _ choice: EntryChoice,
        order: EntryOrder
    ) async throws -> EntrySearch {
        let record = try await workshop.catalog.read { try $0.readableDataset(dataset) }
        var search = EntrySearch(
            dataset: record.id,
            label: choice.label,
            state: choice.state,
            hasErrors: choice.hasErrors,
            namePart: choice.namePart.flatMap { $0.isEmpty ? nil : $0 },
            order: order,
            limit: 1
        )
        if let verdict = choice.verdict {
            search.sources = try await shelf.report(of: verdict.version, evaluation: verdict.evaluation)
                .sources(with: verdict.verdict, label: verdict.label)
        }
        return search
    }
}

/// How often a dataset uses a label.
package struct LabelCount: Hashable, Sendable {
    package let name: String
    package let images: Int
    package let boxes: Int

    package init(name: String, images: Int, boxes: Int) {
        self.name = name
        self.images = images
        self.boxes = boxes
    }
}

/// What a dataset holds.
package struct DatasetCounts: Hashable, Sendable {
    package let total: Int
    package let unlabelled: Int
    /// With a box, a label of the whole image, or an error in one.
    package let labelled: Int
    package let noObject: Int
    package let withErrors: Int
    /// Lines that became no entry.
    package let droppedLines: Int
    /// Those with most boxes first.
    package let labels: [LabelCount]
    /// Grows with each write to the entries.
    package let changes: Int
}

extension EntryStart {
    fileprivate var place: EntrySearch.Start {
        get throws(ProjectError) {
            switch self {
            case .first: return .first
            case .offset(let offset): return .offset(max(0, offset))
            case .after(let token):
                let parts = token.rawValue.split(
                    separator: ":",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                guard parts.count == 2, let id = Int64(parts[0]) else { throw .invalidPageToken }
                return .after(id: id, name: String(parts[1]))
            }
        }
    }
}

extension EntrySearch {
    /// The same in another order.
    func with(order: EntryOrder) -> EntrySearch {
        var search = self
        search.order = order
        return search
    }
}

extension CatalogReader {
    /// The next entry behind one in a search's order.
    func neighbour(of entry: EntryRecord, _ search: EntrySearch) throws -> Int64? {
        var search = search
        search.start = .after(id: entry.id, name: entry.name)
        search.limit = 1
        return try entries(search).first?.id
    }
}
