import Catalog
import Projects

/// A project's steps, and what comes next.
struct Rail: Hashable, Sendable {
    struct Step: Hashable, Sendable {
        let number: Int
        let title: String
        let url: String
        /// How far it is, in a word or two.
        let detail: String?
        let isDone: Bool
        let hasFailed: Bool
        /// Whether it is the one to do, or is being done.
        let isNext: Bool
        let isCurrent: Bool
    }

    /// The five, in order.
    enum Place: Int, CaseIterable, Sendable {
        case images
        case labels
        case train
        case evaluate
        case use
    }

    let project: String
    let projectURL: String
    let next: String
    let nextURL: String
    let nextTitle: String
    let steps: [Step]
}

extension Rail {
    init(_ card: ProjectCard, at place: Place?) {
        let name = card.project.name
        let states = card.steps.inOrder
        let next = NextStep(card)
        project = name
        projectURL = Address.page(card.project)
        self.next = next.sentence
        nextURL = next.url
        nextTitle = next.title
        steps = zip(Place.allCases, states).map { step, state in
            Step(
                number: step.rawValue + 1,
                title: step.title,
                url: step.url(in: name),
                detail: step.detail(card),
                isDone: state == .done,
                hasFailed: state == .failed,
                isNext: state == .next || state == .working,
                isCurrent: step == place
            )
        }
    }
}

extension ProjectSteps {
    fileprivate var inOrder: [StepState] { [images, labels, train, evaluate, use] }
}

extension Rail.Place {
    fileprivate var title: String {
        switch self {
        case .images: "Images"
        case .labels: "Labels"
        case .train: "Train"
        case .evaluate: "Evaluate"
        case .use: "Use"
        }
    }

    fileprivate func url(in project: String) -> String {
        switch self {
        case .images: Address.images(project, .train)
        case .labels: Address.editor(project, .train)
        case .train: Address.train(project)
        case .evaluate: "\(Address.page(project: project))/evaluate"
        case .use: "\(Address.page(project: project))/use"
        }
    }

    fileprivate func detail(_ card: ProjectCard) -> String? {
        switch self {
        case .images:
            card.steps.images == .working ? "at work" : card.images > 0 ? Words.count(card.images) : nil
        case .labels: card.labelsDetail
        case .train: card.trainingDetail
        case .evaluate: card.model.map { model in model.f1.map { "F1 \(Words.share($0))" } ?? "not tested" }
        case .use:
            (card.started ?? (card.steps.use == .failed ? card.model : nil)).map {
                "\($0.version.name) \($0.status.words)"
            }
        }
    }
}

extension ProjectCard {
    fileprivate var labelsDetail: String? {
        guard images > 0 else { return nil }
        let unlabelled = images - labelledImages
        return unlabelled > 0 ? "\(Words.count(unlabelled)) to do" : Words.count(labelledImages)
    }

    fileprivate var trainingDetail: String? {
        if let training {
            return "\(training.version.name) \(training.run == .queued ? "waits" : "at work")"
        }
        if let newest = lastVersion, steps.train == .failed { return "\(newest.version.name) failed" }
        if let model { return model.version.name }
        guard let newest = lastVersion, newest.run == .cancelled else { return nil }
        return "\(newest.version.name) cancelled"
    }
}

extension VersionStatus {
    /// Whether there is a model.
    var hasBeenTrained: Bool {
        switch self {
        case .trained, .copied, .starting, .running, .stopping, .stopped, .failed: true
        case .training, .trainingFailed, .copying, .copyingFailed, .deleting: false
        }
    }
}
