import Catalog
import Projects

/// All projects.
struct ProjectsPage: ConsolePage {
    static let template = "projects"

    struct Thumbnail: Hashable, Sendable {
        let url: String
    }

    struct Card: Hashable, Sendable {
        let name: String
        let url: String
        let badge: String
        let badgeKind: String
        let detail: String
        let images: String
        let labels: String
        let versions: String
        let f1: String?
        let thumbnails: [Thumbnail]
        let hasThumbnails: Bool
        let isDeleting: Bool
    }

    let shell: Shell
    let isEmpty: Bool
    let cards: [Card]
}

extension ProjectsPage {
    init(shell: Shell, _ cards: [ProjectCard]) {
        self.shell = shell
        isEmpty = cards.isEmpty
        self.cards = cards.map(Card.init)
    }
}

extension ProjectsPage.Card {
    init(_ card: ProjectCard) {
        name = card.project.name
        url = Address.page(card.project)
        (badge, badgeKind) = card.badge
        detail = card.sentence
        images = Words.count(card.images)
        labels = Words.count(card.labels)
        versions = Words.count(card.versions)
        f1 = card.model?.f1.map(Words.share)
        // Which of the two sets an image lies in does not matter to its picture.
        thumbnails = card.thumbnails.prefix(3).map {
            ProjectsPage.Thumbnail(url: Address.thumbnail($0, of: card.project.name, .train))
        }
        hasThumbnails = !card.thumbnails.isEmpty
        isDeleting = card.status == .deleting
    }
}

extension ProjectCard {
    fileprivate var badge: (String, String) {
        if status == .deleting { return ("being deleted", "plain") }
        guard let newest = lastVersion else {
            if images == 0 { return ("no images yet", "plain") }
            return labelledImages < images ? ("needs labels", "warn") : ("ready to train", "plain")
        }
        // Whoever has cancelled a training still has the model before it.
        let version = newest.run == .cancelled ? model : newest
        guard let version else { return ("cancelled", "plain") }
        if let f1 = version.f1, version.status.hasBeenTrained {
            return ("F1 \(Words.share(f1))", "right")
        }
        return (version.status.words, version.status.kind)
    }

    fileprivate var sentence: String {
        var parts = [Words.count(images, "image"), Words.count(labels, "label")]
        let unlabelled = images - labelledImages
        if unlabelled > 0 { parts.append("\(Words.count(unlabelled)) not labelled yet") }
        for version in [model, lastVersion == model ? nil : lastVersion].compactMap(\.self) {
            parts.append("version \(version.version.name) \(version.clause)")
        }
        return parts.joined(separator: ", ")
    }
}

extension VersionCard {
    /// What is said of it behind its name.
    fileprivate var clause: String {
        switch run {
        case .queued: "waits to be trained"
        case .cancelled: "was cancelled"
        case .preparing, .training, .publishing, .finished, .failed, nil: status.clause
        }
    }
}
