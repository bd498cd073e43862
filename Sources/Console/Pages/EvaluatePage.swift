import Catalog
import Foundation
import Projects

/// What a version gets right and wrong.
struct EvaluatePage: ConsolePage {
    static let template = "evaluate"

    struct Version: Hashable, Sendable {
        let name: String
        let url: String
        let isCurrent: Bool
    }

    struct Evaluation: Hashable, Sendable {
        let id: String
        let title: String
        let when: When?
        let detail: String?
        let isCurrent: Bool
    }

    struct Figure: Hashable, Sendable {
        let value: String
        let low: String?
        let high: String?
    }

    struct Figures: Hashable, Sendable {
        let f1: Figure
        let precision: Figure
        let recall: Figure
        let ap50: Figure
    }

    struct Label: Hashable, Sendable {
        let name: String
        let f1: String?
        let precision: String?
        let recall: String?
        let threshold: String?
        let images: String
    }

    struct Named: Hashable, Sendable {
        let name: String
    }

    struct Note: Hashable, Sendable {
        let text: String
    }

    struct EmptyImages: Hashable, Sendable {
        /// Such as "1 test image shows".
        let shown: String
        let falseAlarms: String
        let per100: String?
    }

    let shell: Shell
    let rail: Rail
    let project: String
    let version: String
    let versionURL: String
    let versions: [Version]
    let hasVersions: Bool
    let hasModel: Bool
    let evaluations: [Evaluation]
    let hasEvaluation: Bool
    let reason: String?
    let isTraining: Bool
    let figures: Figures?
    let testImages: String
    let objects: String
    let labels: [Label]
    let labelsWithoutTestImages: [Named]
    let notes: [Note]
    let emptyImages: EmptyImages?
    let servedThreshold: String?
    let trainURL: String
    /// Of this version; nil of a copy, which was trained elsewhere.
    let trainingURL: String?
    let testURL: String
    let useURL: String

    /// What the page is made of.
    struct Content: Sendable {
        let card: ProjectCard
        let rows: [VersionRow]
        let version: VersionDescription
        let evaluations: [EvaluationOverview]
        /// Which of them is shown; nil for the one made at training.
        let current: Int64?
        /// Nil where there is none.
        let view: EvaluationView?
        let threshold: Double?
    }
}

extension EvaluatePage {
    init(shell: Shell, _ content: Content, now: Date) {
        let reference = content.version.version
        let view = content.view
        self.shell = shell
        rail = Rail(content.card, at: .evaluate)
        project = reference.project
        version = reference.name
        versionURL = Address.api(reference)
        versions = content.rows.map(\.description).filter(\.status.hasBeenTrained).map { other in
            Version(
                name: other.version.name,
                url: Address.evaluate(other.version),
                isCurrent: other.version == reference
            )
        }
        hasVersions = !versions.isEmpty
        hasModel = content.version.status.hasBeenTrained
        evaluations = content.evaluations.map { evaluation in
            let shape = EvaluationOverviewShape(evaluation)
            return Evaluation(
                id: shape.id,
                title: shape.title,
                when: shape.date.map { When($0, now: now) },
                detail: shape.detail,
                isCurrent: evaluation.id == content.current
            )
        }
        isTraining = content.version.status == .training
        hasEvaluation = view != nil
        reason = view == nil ? Self.reason(content.version) : nil
        figures = view?.scores.map(Figures.init)
        testImages = Words.count(view?.testImages ?? 0, "test image")
        objects = Words.count(view?.labels.reduce(0) { $0 + $1.objects } ?? 0, "object")
        labels = view?.labels.map(Label.init) ?? []
        labelsWithoutTestImages = view?.labelsWithoutTestImages.map(Named.init) ?? []
        notes = view?.notes.map(Note.init) ?? []
        emptyImages = view.flatMap { $0.emptyImages > 0 ? EmptyImages($0) : nil }
        servedThreshold = content.threshold.map(Words.share)
        trainURL = Address.train(project)
        trainingURL = content.version.source == nil ? Address.training(reference) : nil
        testURL = Address.images(project, .test)
        useURL = Address.use(reference)
    }

    private static func reason(_ version: VersionDescription) -> String {
        switch version.status {
        case .training: "\(version.version.name) is still being trained."
        case .trainingFailed, .copyingFailed: version.reason ?? version.statusMessage
        case .copying, .deleting: "\(version.version.name) \(version.status.clause)."
        default:
            """
            There were no labelled test images when \(version.version.name) was trained, so nobody knows how good \
            it is.
            """
        }
    }
}

extension EvaluatePage.EmptyImages {
    fileprivate init(_ view: EvaluationView) {
        shown = Words.count(view.emptyImages, "test image shows", "test images show")
        falseAlarms = Words.count(view.falseAlarmsInEmptyImages)
        per100 = view.falseAlarmsPer100EmptyImages.map { String(format: "%.1f", $0.value) }
    }
}

extension EvaluatePage.Figure {
    init(_ figure: FigureView) {
        value = Words.share(figure.value)
        low = figure.low.map(Words.share)
        high = figure.high.map(Words.share)
    }
}

extension EvaluatePage.Figures {
    init(_ scores: ScoresView) {
        f1 = EvaluatePage.Figure(scores.f1)
        precision = EvaluatePage.Figure(scores.precision)
        recall = EvaluatePage.Figure(scores.recall)
        ap50 = EvaluatePage.Figure(scores.ap50)
    }
}

extension EvaluatePage.Label {
    init(_ label: LabelView) {
        name = label.name
        f1 = label.scores.map { Words.share($0.f1.value) }
        precision = label.scores.map { Words.share($0.precision.value) }
        recall = label.scores.map { Words.share($0.recall.value) }
        threshold = label.assumedThreshold.map(Words.share)
        images = Words.count(label.testImages)
    }
}
