import Annotations
import Catalog
import Foundation
import Logging
import ObjectStorage

/// Carries out what was answered for and takes long: datasets are filled, changed and emptied, some at a time.
package actor DatasetWork {
    /// How long to wait before trying again what the state of the machine did not allow.
    private static let patience = Duration.seconds(10)

    private let workshop: Workshop
    private var busy: Set<Int64> = []

    package init(workshop: Workshop) {
        self.workshop = workshop
    }

    /// Works until the task is cancelled or `stop` is called; what an earlier process left comes first.
    package func run() async throws {
        // An import fetches its manifest anew, so those of an earlier process, whole or not, are of no use.
        try HomeFolders.remove(workshop.home.manifests)
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in workshop.bells.datasets.rings {
                for dataset in try await workshop.catalog.read({ try $0.datasetsWithTasks() })
                where busy.insert(dataset).inserted {
                    group.addTask { await self.work(on: dataset) }
                }
            }
            group.cancelAll()
        }
    }

    /// Lets `run` return; what is unfinished is begun anew by the next process.
    package nonisolated func stop() {
        workshop.bells.datasets.close()
    }

    private func work(on dataset: Int64) async {
        let job = DatasetJob(workshop: workshop, dataset: dataset)
        do {
            try await job.run()
        } catch is CancellationError {
            // The next process goes on.
        } catch {
            workshop.log.error(
                "work on a dataset waits",
                metadata: ["dataset": "\(dataset)", "reason": "\(error)"]
            )
            // Cancelled or not, what follows is right.
            try? await Task.sleep(for: Self.patience)
        }
        busy.remove(dataset)
        workshop.bells.datasets.ring()
        workshop.bells.photos.ring()
    }
}

/// The work for one dataset, as its row in `datasetTasks` says it.
struct DatasetJob {
    let workshop: Workshop
    let dataset: Int64

    /// Does the work and strikes it off.
    ///
    /// What the manifest or the lines are to blame for ends in the dataset's status. What is thrown, such as that the disk
    /// is full, leaves the work to be done again.
    func run() async throws {
        let found = try await workshop.catalog.read { [dataset] in try $0.datasetTask(of: dataset) }
        guard let task = found else { return }
        do {
            try await perform(task)
        } catch let failure as DatasetFailure {
            try await conclude(task, failure)
        }
    }

    private func perform(_ task: DatasetTaskRecord) async throws {
        switch task.kind {
        case .load:
            guard let bucket = task.bucket, let key = task.key else { throw DatasetFailure.serviceFault }
            let manifest = ObjectLocation(bucket: bucket, key: key)
            try await ManifestImport(workshop: workshop, dataset: dataset, manifest: manifest).run()
            try await conclude(.creationSucceeded, DatasetMessage.createdFromManifest)
        case .copy: try await copy(task.otherID)
        case .update: try await update(with: [UInt8](task.lines ?? Data()))
        case .distribute: try await distribute(to: task.otherID)
        case .delete: try await delete()
        }
    }

    private func copy(_ source: Int64?) async throws {
        try await workshop.clear(dataset)
        let now = workshop.moment
        try await workshop.write { [dataset] catalog in
            guard let source, let original = try catalog.dataset(number: source),
                original.status != .deleting
            else { throw DatasetFailure.unreadable }
            try catalog.copyEntries(from: source, to: dataset)
            try catalog.conclude(dataset, .creationSucceeded, DatasetMessage.createdFromDataset, now: now)
        }
    }

    private func update(with bytes: [UInt8]) async throws {
        let limits = workshop.limits.manifest
        let lines: DatasetLines
        do {
            lines = try await OwnThread(label: "update").run {
                try DatasetLines(judging: bytes, limits: limits)
            }
        } catch let failure as ManifestFileFailure {
            throw DatasetFailure(message: failure.message)
        }
        let now = workshop.moment
        do {
            try await apply(lines, now: now)
        } catch let failure as DatasetFailure {
            // The change is undone; why there is none stays to be seen.
            try await workshop.write { [dataset] catalog in
                try catalog.insert(lines.records(of: dataset, found: now), of: dataset)
            }
            throw failure
        }
        workshop.failpoint.pass(.updateApplied)
    }

    private func apply(_ lines: DatasetLines, now: Int64) async throws {
        let limits = workshop.limits.manifest
        var tally = ManifestTally(limits: limits)
        try tally.add(lines)
        try await workshop.write { [dataset, tally] catalog in
            try catalog.replace(lines.entries, in: dataset)
            try catalog.insert(lines.records(of: dataset, found: now), of: dataset)
            try tally.judge(labels: catalog.labelCount(of: dataset))
            guard let record = try catalog.dataset(number: dataset), record.totalEntries <= limits.lines
            else {
                throw DatasetFailure(message: ManifestFileFailure.rowsExceedMaximum.message)
            }
            try catalog.conclude(dataset, .updateSucceeded, DatasetMessage.updated, now: now)
        }
    }

    private func distribute(to target: Int64?) async throws {
        let now = workshop.moment
        try await workshop.write { [dataset] catalog in
            guard let target else { throw DatasetFailure.serviceFault }
            let outlines = try catalog.entryOutlines(of: dataset)
            let members = outlines.map { TestSplit.Member(source: $0.source, labels: $0.labels) }
            guard let places = TestSplit.places(of: members) else { throw DatasetFailure.tooFewImages }
            try catalog.moveEntries(places.map { outlines[$0].id }, from: dataset, to: target)
            try catalog.conclude(target, .updateSucceeded, DatasetMessage.updated, now: now)
            try catalog.conclude(dataset, .updateSucceeded, DatasetMessage.updated, now: now)
        }
    }

    private func delete() async throws {
        try await workshop.clear(dataset)
        try await workshop.write { [dataset] catalog in
            guard let record = try catalog.dataset(number: dataset) else { return }
            try catalog.removeDataset(dataset)
            try catalog.removeProjectIfEmptied(record.projectID)
        }
    }

    private func conclude(_ event: DatasetEvent, _ message: String) async throws {
        let now = workshop.moment
        try await workshop.write { [dataset] in try $0.conclude(dataset, event, message, now: now) }
    }

    /// Ends the work without success: a new dataset is left empty, a changed one as it was.
    private func conclude(_ task: DatasetTaskRecord, _ failure: DatasetFailure) async throws {
        let isNew = task.kind == .load || task.kind == .copy
        if isNew { try await workshop.clearEntries(dataset) }
        let now = workshop.moment
        let event = isNew ? DatasetEvent.creationFailed : .updateFailed
        try await workshop.write { [dataset] catalog in
            if task.kind == .distribute, let target = task.otherID {
                try catalog.conclude(target, event, failure.message, failure.code, now: now)
            }
            try catalog.conclude(dataset, event, failure.message, failure.code, now: now)
        }
    }
}

extension CatalogWriter {
    /// Gives a dataset the status that an event leads to, and strikes its work off.
    fileprivate func conclude(
        _ id: Int64,
        _ event: DatasetEvent,
        _ message: String,
        _ code: DatasetStatusCode = .success,
        now: Int64
    ) throws {
        try removeTask(of: id)
        guard var dataset = try dataset(number: id), let next = dataset.status.after(event) else { return }
        dataset.status = next
        dataset.statusMessage = message
        dataset.statusCode = code
        dataset.updated = now
        dataset.doneBytes = nil
        dataset.totalBytes = nil
        try update(dataset)
    }
}
