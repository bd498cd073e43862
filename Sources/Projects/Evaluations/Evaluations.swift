package import Catalog
import Evaluation
import Foundation

/// Shows how good versions are, and tests them again on what their projects hold now.
package struct Evaluations: Sendable {
    let workshop: Workshop
    let shelf: ReportShelf

    /// The evaluations of a version: the one made at the training, where there is one, then the later ones, newest first.
    ///
    /// Throws `noSuchVersion`.
    package func list(of version: VersionReference) async throws -> [EvaluationOverview] {
        let found = try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            return Found(
                version: record,
                later: try catalog.evaluations(ofVersion: record.id),
                test: try catalog.dataset(.test, ofProject: record.projectID)
            )
        }
        let later = found.later.map { EvaluationOverview($0, test: found.test) }
        guard try workshop.home.report(of: found.version) != nil else { return later }
        return [EvaluationOverview(found.version, test: found.test)] + later
    }

    /// One evaluation; nil takes the one made at the training.
    ///
    /// Throws `noSuchVersion`, `LabellingError.noSuchEvaluation` or `.noReport`.
    package func view(
        of version: VersionReference,
        evaluation: Int64? = nil
    ) async throws -> EvaluationView {
        let report = try await shelf.report(of: version, evaluation: evaluation)
        guard let overview = try await list(of: version).first(where: { $0.id == evaluation }) else {
            throw LabellingError.noReport(version)
        }
        let sources = report.images.map(\.id)
        let entries = try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            // Where both have the image it is the test dataset's.
            let datasets = try catalog.openDatasets(ofProject: record.projectID)
                .sorted { $0.type == .test && $1.type != .test }
            let types = Dictionary(datasets.map { ($0.id, $0.type) }) { first, _ in first }
            let pointers = try catalog.pointers(toSources: sources, in: datasets.map(\.id))
            return Dictionary(
                pointers.map { ($0.source, (pointer: $0, type: types[$0.datasetID] ?? .test)) }
            ) { first, _ in first }
        }
        return EvaluationView(report, overview, entries: entries)
    }

    /// Begins to test a version on its project's present test dataset, without training; gives the evaluation's number.
    ///
    /// Throws `noSuchVersion`, `versionBusy` for a version without a model, `datasetBusy`, or `invalidRequest` where no
    /// test image is labelled.
    package func evaluateAgain(_ version: VersionReference) async throws -> Int64 {
        let now = workshop.moment
        let evaluation = try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard record.status.hasModel else { throw ProjectError.versionBusy(version, record.status) }
            guard let test = try catalog.dataset(.test, ofProject: record.projectID), test.labelledEntries > 0
            else {
                throw ProjectError.invalidRequest("The project has no labelled test image.")
            }
            guard test.status.isSettled else {
                throw ProjectError.datasetBusy(test.reference(in: version.project), test.status)
            }
            return try catalog.insertEvaluation(ofVersion: record.id, now: now)
        }
        workshop.bells.evaluations.ring()
        return evaluation.id
    }

    /// The confidence from which a version's detections are answered where a request names none; nil takes each label's own.
    ///
    /// Throws `noSuchVersion`.
    package func threshold(of version: VersionReference) async throws -> Double? {
        try await workshop.catalog.read { try $0.existingVersion(version).threshold }
    }

    /// Chooses that confidence, 0...1; the model's bundle stays as it is.
    ///
    /// Throws `noSuchVersion` or `invalidRequest`.
    package func setThreshold(_ threshold: Double?, of version: VersionReference) async throws {
        if let threshold, !(0...1).contains(threshold) {
            throw ProjectError.invalidRequest("A threshold lies between 0 and 1.")
        }
        try await workshop.write { catalog in
            var record = try catalog.existingVersion(version)
            record.threshold = threshold
            try catalog.update(record)
        }
    }

    private struct Found: Sendable {
        let version: VersionRecord
        let later: [EvaluationRecord]
        let test: DatasetRecord?
    }
}

extension EvaluationOverview {
    /// The evaluation made at a training.
    fileprivate init(_ version: VersionRecord, test: DatasetRecord?) {
        self.init(
            id: nil,
            made: version.trainingEnd.map { Date(milliseconds: $0) },
            state: .finished,
            f1: version.f1,
            change: nil,
            changedSince: Self.writes(to: test, since: version.testChanges, in: version.testDatasetID)
        )
    }

    /// A later one.
    fileprivate init(_ record: EvaluationRecord, test: DatasetRecord?) {
        let state: EvaluationState =
            switch record.status {
            case .queued: .waiting
            case .running: .running(done: record.doneImages, of: record.images)
            case .finished: .finished
            case .failed: .failed(reason: record.message ?? "")
            }
        var change: EvaluationChange?
        if let added = record.added, let removed = record.removed, let relabelled = record.relabelled {
            change = EvaluationChange(
                added: added,
                removed: removed,
                relabelled: relabelled,
                testChanges: record.changes ?? 0
            )
        }
        self.init(
            id: record.id,
            made: record.finished.map { Date(milliseconds: $0) },
            state: state,
            f1: record.f1,
            change: change,
            changedSince: Self.writes(to: test, since: record.changes, in: record.datasetID)
        )
    }

    /// What is tested on another dataset, or before writes were counted, may well say something new.
    private static func writes(to test: DatasetRecord?, since changes: Int?, in dataset: Int64?) -> Int {
        guard let test, test.labelledEntries > 0 else { return 0 }
        guard let changes, dataset == test.id else { return max(1, test.changes) }
        return max(0, test.changes - changes)
    }
}
