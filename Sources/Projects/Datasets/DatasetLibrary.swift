package import Catalog
import Foundation
package import ObjectStorage

/// What a new dataset begins with.
package enum DatasetSource: Hashable, Sendable {
    case nothing
    case manifest(ObjectLocation)
    case copy(of: DatasetReference)
}

/// Creates, shows, changes and deletes datasets; what takes long goes on in the background.
package struct DatasetLibrary: Sendable {
    let workshop: Workshop

    /// Makes a dataset: at once when it is empty, else it is `CREATE_IN_PROGRESS` when this returns.
    ///
    /// Throws `noSuchProject`, `projectBeingDeleted`, `datasetExists`, `objectUnreadable`, `tooManyTags`, and of a dataset
    /// to copy `noSuchDataset`, or `invalidRequest` while it cannot be read.
    package func create(
        _ type: DatasetType,
        in project: ProjectReference,
        from source: DatasetSource,
        tags: [String: String]
    ) async throws -> DatasetReference {
        try workshop.limits.check(tags)
        if case .manifest(let location) = source { _ = try await workshop.info(of: location) }
        let now = workshop.moment
        let dataset = try await workshop.write { catalog in
            let owner = try catalog.openProject(project)
            guard try catalog.dataset(type, ofProject: owner.id) == nil else {
                throw ProjectError.datasetExists(type, project: project)
            }
            let isEmpty = source == .nothing
            let dataset = try catalog.insertDataset(
                type,
                inProject: owner.id,
                status: isEmpty ? .created : .creating,
                message: isEmpty ? DatasetMessage.created : DatasetMessage.creating,
                now: now
            )
            if let task = try Self.task(for: dataset.id, from: source, catalog) { try catalog.insert(task) }
            try catalog.addTags(tags, to: .dataset(dataset.id))
            return dataset.reference(in: owner.name)
        }
        workshop.bells.datasets.ring()
        return dataset
    }

    private static func task(
        for dataset: Int64,
        from source: DatasetSource,
        _ catalog: CatalogWriter
    ) throws -> DatasetTaskRecord? {
        switch source {
        case .nothing: return nil
        case .manifest(let location):
            return DatasetTaskRecord(
                datasetID: dataset,
                kind: .load,
                bucket: location.bucket,
                key: location.key
            )
        case .copy(let reference):
            let original = try catalog.existingDataset(reference)
            guard original.status.isSettled else {
                // AWS's CreateDataset has no error of its own for this.
                throw ProjectError.invalidRequest("The dataset to copy is \(original.status.rawValue).")
            }
            return DatasetTaskRecord(datasetID: dataset, kind: .copy, otherID: original.id)
        }
    }

    /// Throws `noSuchDataset`.
    package func describe(_ dataset: DatasetReference) async throws -> DatasetDescription {
        try await workshop.catalog.read { catalog in
            let record = try catalog.existingDataset(dataset)
            return DatasetDescription(record, labels: try catalog.labelCount(of: record.id))
        }
    }

    /// Begins to delete a dataset; another of its type may be created from now on.
    ///
    /// Throws `noSuchDataset` or `datasetBusy`.
    package func delete(_ dataset: DatasetReference) async throws {
        let now = workshop.moment
        try await workshop.write { catalog in
            try catalog.begin(.deletionBegan, of: dataset, DatasetMessage.deleting, now: now) { id in
                DatasetTaskRecord(datasetID: id, kind: .delete)
            }
        }
        workshop.bells.datasets.ring()
    }

    /// Begins to replace and append entries: `lines` is the text of a manifest, whose images decide which.
    ///
    /// The lines are on disk and the dataset is `UPDATE_IN_PROGRESS` when this returns. Throws `noSuchDataset` or
    /// `datasetBusy`.
    package func update(_ dataset: DatasetReference, with lines: [UInt8]) async throws {
        let now = workshop.moment
        try await workshop.write { catalog in
            try catalog.begin(.updateBegan, of: dataset, DatasetMessage.updating, now: now) { id in
                DatasetTaskRecord(datasetID: id, kind: .update, lines: Data(lines))
            }
        }
        workshop.failpoint.pass(.updateQueued)
        workshop.bells.datasets.ring()
    }

    /// Begins to move a fifth of the entries of a training dataset to the project's empty test dataset.
    ///
    /// Takes the two in any order. Throws `invalidRequest` where they are no such pair, `noSuchDataset`, or
    /// `datasetNotReady`.
    package func distribute(_ datasets: [DatasetReference]) async throws {
        guard datasets.count == 2, let training = datasets.first(where: { $0.type == .train }),
            let test = datasets.first(where: { $0.type == .test }), training.project == test.project
        else {
            throw ProjectError.invalidRequest(
                "A training dataset and a test dataset of one project are needed."
            )
        }
        let now = workshop.moment
        try await workshop.write { catalog in
            for reference in [training, test] {
                let dataset = try catalog.existingDataset(reference)
                guard dataset.status.isSettled else {
                    throw ProjectError.datasetNotReady(reference, dataset.status)
                }
            }
            let target = try catalog.existingDataset(test)
            guard target.totalEntries == 0 else {
                throw ProjectError.invalidRequest("The test dataset has entries already.")
            }
            try catalog.begin(.updateBegan, of: training, DatasetMessage.updating, now: now) { id in
                DatasetTaskRecord(datasetID: id, kind: .distribute, otherID: target.id)
            }
            try catalog.begin(.updateBegan, of: test, DatasetMessage.updating, now: now) { _ in nil }
        }
        workshop.bells.datasets.ring()
    }
}

extension DatasetDescription {
    fileprivate init(_ record: DatasetRecord, labels: Int) {
        self.init(
            created: Date(milliseconds: record.id),
            lastUpdated: Date(milliseconds: record.updated),
            status: record.status,
            statusMessage: record.statusMessage,
            statusCode: record.statusCode,
            statistics: DatasetStatistics(
                totalEntries: record.totalEntries,
                labelledEntries: record.labelledEntries,
                errorEntries: record.errorEntries,
                totalLabels: labels,
                droppedLines: record.droppedLines
            ),
            progress: DatasetProgress(record)
        )
    }
}

extension DatasetProgress {
    fileprivate init?(_ record: DatasetRecord) {
        guard let done = record.doneBytes, let total = record.totalBytes else { return nil }
        self.init(doneBytes: done, totalBytes: total)
    }
}

extension CatalogWriter {
    /// Brings a dataset into the status that an event leads to, and notes what is to be done for it.
    fileprivate func begin(
        _ event: DatasetEvent,
        of reference: DatasetReference,
        _ message: String,
        now: Int64,
        task: (Int64) -> DatasetTaskRecord?
    ) throws {
        var dataset = try existingDataset(reference)
        guard let next = dataset.status.after(event) else {
            throw ProjectError.datasetBusy(reference, dataset.status)
        }
        dataset.status = next
        dataset.statusMessage = message
        dataset.statusCode = .success
        dataset.updated = now
        try update(dataset)
        if let task = task(dataset.id) { try insert(task) }
    }
}
