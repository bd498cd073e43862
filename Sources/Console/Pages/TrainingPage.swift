import Catalog
import Foundation
import Projects

/// A training as it goes on, or how it ended.
struct TrainingPage: ConsolePage {
    static let template = "training"

    let shell: Shell
    let rail: Rail
    let project: String
    let version: String
    let trainingURL: String
    let status: String
    let statusKind: String
    let isRunning: Bool
    let isFailed: Bool
    let isDone: Bool
    let isCancelled: Bool
    /// Why there is no model; nil where there may be one.
    let failure: VersionReason?
    let evaluateURL: String
    let useURL: String
    let trainURL: String
    let started: When?
    /// How often a trainer was started; nil where once was enough.
    let attempts: String?
    /// Whether a trainer was ever started.
    let hasLog: Bool
}

extension TrainingPage {
    init(shell: Shell, _ card: ProjectCard, _ view: TrainingView, now: Date) {
        let reference = view.version.version
        let end = view.endStatus
        self.shell = shell
        rail = Rail(card, at: .train)
        project = card.project.name
        version = reference.name
        trainingURL = Address.api(reference) + "/training"
        isRunning = view.version.status == .training
        isDone = view.version.status.hasBeenTrained
        isCancelled = !isRunning && end == .cancelled
        isFailed = !isRunning && end == .failed
        status = isRunning ? view.version.trainingWords : end.word
        statusKind = isRunning ? "warn" : end.kind
        failure = isFailed ? VersionReason(view.version.statusMessage, project: project) : nil
        evaluateURL = Address.evaluate(reference)
        useURL = Address.use(reference)
        trainURL = Address.train(card.project.name)
        started = view.started.map { When($0, now: now) }
        attempts = view.attempts > 1 ? Words.count(view.attempts) : nil
        hasLog = view.attempts > 0
    }
}
