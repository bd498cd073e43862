import Catalog
import Projects

/// A project's steps, and what comes next.
struct Rail: Hashable, Sendable {
    struct Step: Hashable, Sendable {
        let number: Int
        let title: String
        let url: String
        let detail: String?
        let isDone: Bool
        let isCurrent: Bool
        let isNext: Bool
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
    let nextURL: String?
    let nextTitle: String?
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
                isCurrent: step == place,
                isNext: state == .next
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
        case .images: card.images > 0 ? Words.count(card.images) : nil
        case .labels: card.images > 0 ? "\(Words.count(card.labelledImages))" : nil
        case .train: card.lastVersion?.version.name
        case .evaluate: card.lastVersion?.f1.map { "F1 \(Words.share($0))" }
        case .use: card.lastVersion?.status == .running ? "running" : nil
        }
    }
}

/// One sentence about what to do next, and where.
private struct NextStep {
    let sentence: String
    let url: String?
    let title: String?

    init(_ card: ProjectCard) {
        let name = card.project.name
        let unlabelled = card.images - card.labelledImages
        if card.steps.train == .working, let version = card.lastVersion?.version {
            (sentence, title) = ("\(version.name) is being trained.", "Watch it learn")
            url = Address.training(version)
        } else if card.images == 0 {
            (sentence, title) = ("Bring in photos of what you want to find.", "Add images")
            url = Address.images(name, .train)
        } else if card.steps.labels != .done && card.labelledImages * 2 < card.images {
            sentence =
                "\(Words.count(unlabelled, "image")) \(unlabelled == 1 ? "has" : "have") no labels yet."
            (title, url) = ("Label images", Address.editor(name, .train))
        } else if card.testImages == 0 {
            sentence = "Set a fifth of the images aside to test on."
            (title, url) = ("Make a test set", Address.images(name, .test))
        } else if let version = card.lastVersion, version.status.hasBeenTrained {
            sentence = "Look at what \(version.version.name) gets wrong, mend the labels, train again."
            (title, url) = ("Look at the mistakes", Address.evaluate(version.version))
        } else {
            (sentence, title) = ("There are enough labels for a first model.", "Train")
            url = Address.train(name)
        }
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
