import Catalog
import Projects

/// A project's images: one of its two sets.
struct DatasetPage: ConsolePage {
    static let template = "dataset"

    struct Tab: Hashable, Sendable {
        let set: String
        let title: String
        let count: String
        let url: String
        let isCurrent: Bool
        let exists: Bool
    }

    struct Label: Hashable, Sendable {
        let name: String
        let images: String
        let boxes: String
        /// Of the most frequent label's boxes, 0 to 100.
        let share: String
    }

    struct Named: Hashable, Sendable {
        let name: String
    }

    struct Choice: Hashable, Sendable {
        let value: String
        let title: String
    }

    let shell: Shell
    let rail: Rail
    let project: String
    let set: String
    let isTrain: Bool
    let tabs: [Tab]
    let exists: Bool
    let otherExists: Bool
    let datasetURL: String
    let otherDatasetURL: String
    let status: String?
    let statusKind: String
    let isBusy: Bool
    let isFailed: Bool
    let hasEntries: Bool
    let entries: String
    let labelled: String
    let unlabelled: String
    let errors: String
    let boxes: String
    let hasErrors: Bool
    let problems: String
    let hasProblems: Bool
    let labels: [Label]
    let hasLabels: Bool
    let canSplit: Bool
    let versions: [Named]
    let otherDatasets: [Choice]
    let editorURL: String

    /// What the page is made of.
    struct Content: Sendable {
        let card: ProjectCard
        let type: DatasetType
        /// Nil where there is no such set, as are its counts.
        let description: DatasetDescription?
        let counts: DatasetCounts?
        let versions: [VersionRow]
        let others: [ProjectCard]
    }
}

extension DatasetPage {
    init(shell: Shell, _ content: Content) {
        let card = content.card
        let type = content.type
        let counts = content.counts
        let state = content.description?.status
        self.shell = shell
        rail = Rail(card, at: .images)
        project = card.project.name
        set = type.word
        isTrain = type == .train
        tabs = DatasetType.allCases.map { Tab(card, $0, current: type) }
        exists = content.description != nil
        otherExists = card.dataset(type.other) != nil
        datasetURL = Address.api(dataset: type, of: project)
        otherDatasetURL = Address.api(dataset: type.other, of: project)
        isBusy = state?.isAtWork ?? false
        isFailed = state?.hasFailed ?? false
        status = isFailed ? content.description?.statusMessage : isBusy ? state?.words : nil
        statusKind = isFailed ? "wrong" : "warn"
        hasEntries = (counts?.total ?? 0) > 0
        entries = Words.count(counts?.total ?? 0, "image")
        labelled = Words.count((counts?.labelled ?? 0) + (counts?.noObject ?? 0))
        unlabelled = Words.count(counts?.unlabelled ?? 0)
        errors = Words.count(counts?.withErrors ?? 0)
        boxes = Words.count(counts?.labels.reduce(0) { $0 + $1.boxes } ?? 0, "box", "boxes")
        hasErrors = (counts?.withErrors ?? 0) > 0
        let troubles = (counts?.droppedLines ?? 0) + (counts?.withErrors ?? 0)
        problems = Words.count(troubles)
        hasProblems = troubles > 0
        let most = counts?.labels.map(\.boxes).max() ?? 0
        labels = counts?.labels.map { Label($0, most: most) } ?? []
        hasLabels = !labels.isEmpty
        canSplit = card.trainImages > 1 && card.testImages == 0
        versions = content.versions.filter { $0.f1 != nil }.map { Named(name: $0.description.version.name) }
        otherDatasets = content.others.filter { $0.project != card.project }.flatMap(Choice.choices)
        editorURL = Address.editor(project, type)
    }
}

extension DatasetPage.Tab {
    fileprivate init(_ card: ProjectCard, _ type: DatasetType, current: DatasetType) {
        set = type.word
        title = type.title
        count = Words.count(type == .train ? card.trainImages : card.testImages)
        url = Address.images(card.project.name, type)
        isCurrent = type == current
        exists = card.dataset(type) != nil
    }
}

extension DatasetPage.Label {
    fileprivate init(_ label: LabelCount, most: Int) {
        name = label.name
        images = Words.count(label.images, "image")
        boxes = Words.count(label.boxes, "box", "boxes")
        share = "\(most > 0 ? max(1, label.boxes * 100 / most) : 0)"
    }
}

extension DatasetPage.Choice {
    fileprivate static func choices(of card: ProjectCard) -> [DatasetPage.Choice] {
        DatasetType.allCases.filter { card.dataset($0) != nil }.map { type in
            let count = type == .train ? card.trainImages : card.testImages
            let name = card.project.name
            return DatasetPage.Choice(
                value: "\(name)/\(type.word)",
                title: "\(name), \(type.title.lowercased()): \(Words.count(count, "image"))"
            )
        }
    }
}
