import Catalog
import Projects

/// One sentence about what to do next, and where.
struct NextStep: Hashable, Sendable {
    let sentence: String
    let url: String
    /// What leads there is called.
    let title: String
}

extension NextStep {
    /// What is under way comes first, then what went wrong, then the first step that is not done.
    init(_ card: ProjectCard) {
        self =
            Self.underWay(card) ?? Self.wentWrong(card) ?? Self.cancelled(card) ?? Self.withModel(card)
            ?? Self.towardsModel(card)
    }

    private static func underWay(_ card: ProjectCard) -> NextStep? {
        if let training = card.training {
            let name = training.version.name
            return NextStep(
                sentence: training.run == .queued
                    ? "\(name) waits for its turn to be trained." : "\(name) is being trained.",
                url: Address.training(training.version),
                title: "Watch it learn"
            )
        }
        if let newest = card.lastVersion, newest.status == .copying {
            return NextStep(
                sentence: "\(newest.version.name) is being copied.",
                url: Address.page(card.project),
                title: "See the versions"
            )
        }
        guard card.steps.images == .working else { return nil }
        return NextStep(
            sentence: "The images are being brought in or changed.",
            url: Address.images(card.project.name, .train),
            title: "See how far it is"
        )
    }

    private static func wentWrong(_ card: ProjectCard) -> NextStep? {
        let kept = card.keptModel
        if let newest = card.lastVersion, newest.status == .trainingFailed, newest.run != .cancelled {
            return NextStep(
                sentence: "\(newest.version.name) could not be trained.\(kept)",
                url: Address.training(newest.version),
                title: "See why"
            )
        }
        if let newest = card.lastVersion, newest.status == .copyingFailed {
            return NextStep(
                sentence: "\(newest.version.name) could not be copied.\(kept)",
                url: Address.page(card.project),
                title: "See why"
            )
        }
        if let model = card.model, model.status == .failed {
            return NextStep(
                sentence: "\(model.version.name) could not be started.",
                url: Address.use(model.version),
                title: "See why"
            )
        }
        guard card.steps.images == .failed else { return nil }
        return NextStep(
            sentence: "The images could not be brought in.",
            url: Address.images(card.project.name, .train),
            title: "See why"
        )
    }

    /// Nobody has to be told to train who has too few labels for it.
    private static func cancelled(_ card: ProjectCard) -> NextStep? {
        guard let newest = card.lastVersion, newest.run == .cancelled, !card.needsLabels else { return nil }
        return NextStep(
            sentence:
                "The training of \(newest.version.name) was cancelled.\(card.keptModel) Train again when you like.",
            url: Address.train(card.project.name),
            title: "Train again"
        )
    }

    private static func withModel(_ card: ProjectCard) -> NextStep? {
        guard let model = card.model else { return nil }
        let name = model.version.name
        if model.f1 != nil {
            return NextStep(
                sentence:
                    "Look at what \(name) gets wrong, mend the labels and train again; or use it as it is.",
                url: Address.evaluate(model.version),
                title: "Look at the mistakes"
            )
        }
        if card.testImages > 0 {
            return NextStep(
                sentence: "\(name) was trained without a test. Evaluate it on the test images there are now.",
                url: Address.evaluate(model.version),
                title: "Evaluate it"
            )
        }
        if card.trainImages > 0 {
            return NextStep(
                sentence: "Nobody knows how good \(name) is: set some images aside to test it on.",
                url: Address.images(card.project.name, .test),
                title: "Make a test set"
            )
        }
        return NextStep(
            sentence: "\(name) is ready to be used.",
            url: Address.use(model.version),
            title: "Use it"
        )
    }

    private static func towardsModel(_ card: ProjectCard) -> NextStep {
        let name = card.project.name
        let unlabelled = card.images - card.labelledImages
        if card.trainImages == 0 {
            return NextStep(
                sentence: "Bring in photos of what you want to find.",
                url: Address.images(name, .train),
                title: "Add images"
            )
        }
        if card.needsLabels {
            let what = "\(Words.count(unlabelled, "image")) \(unlabelled == 1 ? "has" : "have")"
            return NextStep(
                sentence: "\(what) no labels yet.",
                url: Address.editor(name, .train),
                title: "Label images"
            )
        }
        if card.testImages == 0 {
            return NextStep(
                sentence: "Set a fifth of the images aside to test on.",
                url: Address.images(name, .test),
                title: "Make a test set"
            )
        }
        return NextStep(
            sentence: unlabelled == 0
                ? "Every image is labelled. Train a first version."
                : "\(Words.count(card.labelledImages)) of \(Words.count(card.images, "image")) are labelled. "
                    + "Label the others too, or train a first version.",
            url: Address.train(name),
            title: "Train"
        )
    }
}

extension ProjectCard {
    /// That what does not go well takes nothing from the model there is; nothing where there is none.
    fileprivate var keptModel: String { model.map { " \($0.version.name) is as it was." } ?? "" }

    /// Whether labelling comes before everything else: there is no model, and most images wait for their labels.
    fileprivate var needsLabels: Bool {
        model == nil && steps.labels != .done && labelledImages * 2 < images
    }
}
