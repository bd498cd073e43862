import Catalog
import Evaluation
import Foundation
import ModelBundles

/// The reports of evaluations, the last few kept in memory: a page asks for the same one again and again.
actor ReportShelf {
    private struct Key: Hashable {
        let version: Int64
        let evaluation: Int64?
    }

    private static let places = 4

    private let workshop: Workshop
    /// The longest unused first.
    private var reports: [(key: Key, report: EvaluationReport)] = []

    init(workshop: Workshop) {
        self.workshop = workshop
    }

    /// The report of an evaluation; nil takes the one made at the training.
    ///
    /// Throws `noSuchVersion`, `LabellingError.noSuchEvaluation` or `.noReport`.
    func report(of version: VersionReference, evaluation: Int64?) async throws -> EvaluationReport {
        let found = try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            guard let evaluation else { return Found(version: record, evaluation: nil) }
            guard let later = try catalog.evaluation(evaluation), later.versionID == record.id else {
                throw LabellingError.noSuchEvaluation(evaluation)
            }
            return Found(version: record, evaluation: later)
        }
        let key = Key(version: found.version.id, evaluation: evaluation)
        if let place = reports.firstIndex(where: { $0.key == key }) {
            let kept = reports.remove(at: place)
            reports.append(kept)
            return kept.report
        }
        let file: URL
        if let later = found.evaluation {
            guard let path = later.reportPath else { throw LabellingError.noSuchEvaluation(later.id) }
            file = workshop.home.home.appending(path: path)
        } else {
            guard let made = try workshop.home.report(of: found.version) else {
                throw LabellingError.noReport(version)
            }
            file = made
        }
        let report = try await OwnThread(label: "report").run {
            try JSONDecoder().decode(EvaluationReport.self, from: Data(contentsOf: file))
        }
        // Another may have fetched the same one meanwhile.
        reports.removeAll { $0.key == key }
        reports.append((key, report))
        if reports.count > Self.places { reports.removeFirst() }
        return report
    }

    private struct Found: Sendable {
        let version: VersionRecord
        let evaluation: EvaluationRecord?
    }
}

extension HomeFolders {
    /// The report of a version's training; nil where there is no model, or nothing was tested.
    func report(of version: VersionRecord) throws -> URL? {
        guard version.status.hasModel else { return nil }
        let bundle = try ModelBundle.open(at: model(version.id))
        guard bundle.description.files[ModelBundle.reportPath] != nil else { return nil }
        return bundle.url(for: ModelBundle.reportPath)
    }
}

extension EvaluationReport {
    /// The images in which something has this verdict, in the order of the test set.
    func sources(with verdict: EntryVerdict, label: String?) -> [String] {
        func fits(_ name: String) -> Bool { label.map { $0 == name } ?? true }
        return images.filter { image in
            switch verdict {
            case .correct: image.objects.contains { $0.verdict == .correct && fits($0.label) }
            case .missed: image.objects.contains { $0.verdict == .missed && fits($0.label) }
            case .invented: image.detections.contains { $0.verdict == .invented && fits($0.label) }
            }
        }
        .map(\.id)
    }

    /// How this test set differs from an earlier one.
    func difference(from earlier: EvaluationReport) -> (added: Int, removed: Int, relabelled: Int) {
        let old = Dictionary(earlier.images.map { ($0.id, $0) }) { first, _ in first }
        let new = Set(images.map(\.id))
        let relabelled = images.count { image in
            guard let before = old[image.id] else { return false }
            return Self.truths(of: image) != Self.truths(of: before)
        }
        return (
            images.count { old[$0.id] == nil },
            earlier.images.count { !new.contains($0.id) },
            relabelled
        )
    }

    private static func truths(of image: ImageReport) -> Set<String> {
        Set(image.objects.map { "\($0.label) \($0.box)" })
    }
}
