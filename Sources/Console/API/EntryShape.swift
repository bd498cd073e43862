import Annotations
import Catalog
import Projects

/// A box in JSON: `[left, top, width, height]` in pixels.
struct BoxShape: Hashable, Sendable, Codable {
    let box: Box

    init(_ box: Box) {
        self.box = box
    }

    init(from decoder: any Decoder) throws {
        var values = try decoder.unkeyedContainer()
        box = Box(
            left: try values.decode(Double.self),
            top: try values.decode(Double.self),
            width: try values.decode(Double.self),
            height: try values.decode(Double.self)
        )
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        for number in [box.left, box.top, box.width, box.height] { try values.encode(number) }
    }
}

/// The states of an image, in the console's words.
enum EntryStateShape: String, Hashable, Sendable, Codable, CaseIterable {
    case unlabelled
    case labelled
    /// No object here.
    case empty

    init(_ state: EntryState) {
        switch state {
        case .unlabelled: self = .unlabelled
        case .labelled: self = .labelled
        case .noObject: self = .empty
        }
    }

    var state: EntryState {
        switch self {
        case .unlabelled: .unlabelled
        case .labelled: .labelled
        case .empty: .noObject
        }
    }
}

/// An image of a dataset and its labels.
struct EntryShape: Hashable, Sendable, Encodable {
    struct Labelled: Hashable, Sendable, Encodable {
        let id: String
        let label: String
        let box: BoxShape
    }

    struct Problem: Hashable, Sendable, Encodable {
        let code: String
        let message: String
        @OrNull var detail: String?
        let isError: Bool
    }

    let id: Int64
    let set: String
    let name: String
    let source: String
    let revision: String
    @OrNull var size: ImageSize?
    let state: EntryStateShape
    let boxes: [Labelled]
    let imageLabels: [String]
    let hasErrors: Bool
    let problems: [Problem]
    @OrNull var pictureProblem: String?
    let confirmed: Bool
    let picture: String
    let thumbnail: String

    init(
        _ entry: EntrySummary,
        of dataset: DatasetReference,
        problems: [Problem] = [],
        pictureProblem: String? = nil
    ) {
        let place = "\(Address.api(dataset))/entries/\(entry.id)"
        id = entry.id
        set = dataset.type.word
        name = entry.name
        source = entry.source
        revision = "\(entry.revision)"
        size = entry.size
        state = EntryStateShape(entry.state)
        boxes = entry.boxes.map { Labelled(id: $0.id, label: $0.label, box: BoxShape($0.box)) }
        imageLabels = entry.imageLabels
        hasErrors = entry.hasErrors
        self.problems = problems
        self.pictureProblem = pictureProblem
        confirmed = entry.isConfirmed
        picture = "\(place)/picture"
        thumbnail = "\(place)/thumbnail"
    }

    init(_ entry: EntryDetails) {
        self.init(
            entry.summary,
            of: entry.dataset,
            problems: entry.issues.map {
                Problem(code: $0.code, message: $0.words, detail: $0.detail, isError: $0.isError)
            },
            pictureProblem: entry.pictureProblem
        )
    }
}
