import Catalog
import Projects
import TrainingRuns

/// Where a training is begun.
struct TrainPage: ConsolePage {
    static let template = "train"

    struct Remark: Hashable, Sendable {
        let text: String
        let url: String?
        let action: String?
    }

    struct Defaults: Hashable, Sendable {
        let inputSize: String
        /// Nil goes by the number of images.
        let epochs: String?
        let seed: String
    }

    struct Size: Hashable, Sendable {
        let value: String
        let isDefault: Bool
    }

    struct Named: Hashable, Sendable {
        let name: String
    }

    let shell: Shell
    let rail: Rail
    let project: String
    let suggestedName: String
    let trainImages: String
    let testImages: String
    let labels: String
    /// Nil where every image has one.
    let unlabelled: String?
    let isReady: Bool
    let obstacles: [Remark]
    let warnings: [Remark]
    let duration: String?
    let defaults: Defaults
    let inputSizes: [Size]
    let startVersions: [Named]
    let hasStartVersions: Bool
}

extension TrainPage {
    init(shell: Shell, _ card: ProjectCard, _ versions: [VersionRow], name: String) {
        let settings = TrainingSettings()
        self.shell = shell
        rail = Rail(card, at: .train)
        project = card.project.name
        suggestedName = name
        trainImages = Words.count(card.trainImages, "image")
        testImages = Words.count(card.testImages)
        labels = Words.count(card.labels, "label")
        let missing = card.images - card.labelledImages
        unlabelled = missing > 0 ? Words.count(missing) : nil
        obstacles = Self.obstacles(card)
        isReady = obstacles.isEmpty
        warnings = Self.warnings(card)
        // A guess would be of another machine; the last training's time is of this one.
        duration = versions.compactMap(\.description.billableTrainingSeconds).first.map {
            "about \(Words.duration(Double($0))), as the last one took"
        }
        defaults = Defaults(
            inputSize: "\(settings.inputSize)",
            epochs: settings.epochs.map { "\($0)" },
            seed: "\(settings.seed)"
        )
        inputSizes = [224, 320, 416, 512, 640].map {
            Size(value: "\($0)", isDefault: $0 == settings.inputSize)
        }
        startVersions = versions.map(\.description).filter(\.status.hasBeenTrained)
            .map { Named(name: $0.version.name) }
        hasStartVersions = !startVersions.isEmpty
    }

    private static func obstacles(_ card: ProjectCard) -> [Remark] {
        let name = card.project.name
        if card.trainImages == 0 {
            return [
                Remark(
                    text: "There are no training images yet.",
                    url: Address.images(name, .train),
                    action: "Add images"
                )
            ]
        }
        if card.labels == 0 {
            return [
                Remark(
                    text: "No image has a box yet, so there is nothing to learn.",
                    url: Address.editor(name, .train),
                    action: "Label images"
                )
            ]
        }
        return []
    }

    private static func warnings(_ card: ProjectCard) -> [Remark] {
        let name = card.project.name
        var warnings: [Remark] = []
        let unlabelled = card.images - card.labelledImages
        if unlabelled > 0 {
            warnings.append(
                Remark(
                    text: "\(Words.count(unlabelled, "image")) without a label will be left out.",
                    url: Address.images(name, .train) + "&state=unlabelled",
                    action: "See them"
                )
            )
        }
        if card.testImages == 0 {
            warnings.append(
                Remark(
                    text:
                        "There is no test set: a fifth of the training images will be set aside for the test.",
                    url: Address.images(name, .test),
                    action: "Make one"
                )
            )
        }
        return warnings
    }
}
