import Catalog
import Foundation
import Projects

/// One project: its steps and its versions.
struct ProjectPage: ConsolePage {
    static let template = "project"

    struct Row: Hashable, Sendable {
        let name: String
        /// Nil where there is nothing to see, as of a copy that is being made.
        let url: String?
        let status: String
        let statusKind: String
        let message: String?
        let f1: String?
        let precision: String?
        let recall: String?
        let images: String?
        let trained: When?
        let serving: String
        let isTraining: Bool
        let isTrained: Bool
        let isFailed: Bool
        let isCancelled: Bool
        let evaluateURL: String
        let useURL: String
        let trainingURL: String
        let canDelete: Bool
    }

    let shell: Shell
    let rail: Rail
    let name: String
    let arn: String
    let images: String
    let labels: String
    let hasVersions: Bool
    let versions: [Row]
    let canDelete: Bool
    let month: MonthShown?

    /// What the page is made of.
    struct Content: Sendable {
        let card: ProjectCard
        let rows: [VersionRow]
        /// Of all projects.
        let models: [ServedModel]
        let usage: UsageReport
    }
}

extension ProjectPage {
    init(shell: Shell, _ content: Content, _ account: Account, now: Date) {
        let card = content.card
        let models = Dictionary(content.models.map { ($0.version, $0) }) { first, _ in first }
        self.shell = shell
        rail = Rail(card, at: nil)
        name = card.project.name
        arn = account.arn(of: card.project)
        images = Words.count(card.images, "image")
        labels = Words.count(card.labels, "label")
        hasVersions = !content.rows.isEmpty
        versions = content.rows.map { Row($0, models[$0.description.version], now: now) }
        canDelete = content.rows.map(\.description.status).allSatisfy { $0.canBeDeleted || $0 == .deleting }
        month = MonthShown(content.usage, card.project, now: now)
    }
}

extension ProjectPage.Row {
    init(_ row: VersionRow, _ model: ServedModel?, now: Date) {
        let version = row.description.version
        let state = row.description.status
        name = version.name
        (evaluateURL, useURL) = (Address.evaluate(version), Address.use(version))
        trainingURL = Address.training(version)
        isTraining = state == .training
        isTrained = state.hasBeenTrained
        isCancelled = row.isCancelled
        isFailed = state == .trainingFailed && !isCancelled
        url = isTrained ? evaluateURL : isTraining || isFailed || isCancelled ? trainingURL : nil
        status = isTraining ? row.description.trainingWords : row.words
        statusKind = row.kind
        message = row.isCancelled ? nil : row.description.reason
        f1 = row.f1.map(Words.share)
        precision = row.precision.map(Words.share)
        recall = row.recall.map(Words.share)
        images = row.trainingImages.map { Words.count($0) }
        trained = row.description.trainingEnd.map { When($0, now: now) }
        serving = model?.words ?? "–"
        canDelete = state.canBeDeleted
    }
}

extension VersionRow {
    /// What has become of it, as people call it.
    var words: String { isCancelled ? "cancelled" : description.status.words }

    /// Which of the four colours goes with that.
    var kind: String { isCancelled ? "plain" : description.status.kind }
}

extension VersionDescription {
    /// How far a training is.
    var trainingWords: String {
        guard let progress else { return status.words }
        switch progress.status {
        case .queued: return "waiting"
        case .preparing: return "fetching images"
        case .training:
            let share = "\(Int((progress.share * 100).rounded(.down))) %"
            return progress.secondsLeft.map { "training, \(Words.duration($0)) left" } ?? "training, \(share)"
        case .publishing: return "writing files"
        case .finished, .failed, .cancelled: return status.words
        }
    }
}
