package import Annotations
package import Catalog

/// A box of an entry's line.
package struct LabelledBox: Hashable, Sendable {
    /// Names the box as long as the entry keeps its revision.
    package let id: String
    package let label: String
    /// In pixels of the upright image; may reach beyond it, which is one of the entry's errors then.
    package let box: Box

    package init(id: String, label: String, box: Box) {
        self.id = id
        self.label = label
        self.box = box
    }
}

/// A box as somebody wants it to be.
package struct BoxDraft: Hashable, Sendable {
    /// That of the box which it was; nil for a new one.
    package var id: String?
    package var label: String
    /// In pixels of the upright image.
    package var box: Box

    package init(id: String? = nil, label: String, box: Box) {
        self.id = id
        self.label = label
        self.box = box
    }
}

/// An entry as a gallery shows it.
package struct EntrySummary: Hashable, Sendable {
    package let id: Int64
    /// From 1; one more with each write, whoever writes.
    package let revision: Int
    /// The last part of the source.
    package let name: String
    /// `s3://bucket/key`.
    package let source: String
    package let state: EntryState
    package let hasErrors: Bool
    /// Whether a person has said that the labels are right as they are.
    package let isConfirmed: Bool
    /// Nil before anybody has looked at the image.
    package let size: ImageSize?
    package let boxes: [LabelledBox]
    /// Labels of the image as a whole, which a detector makes no use of.
    package let imageLabels: [String]

    /// An entry's row and what its line says.
    init(_ record: EntryRecord, _ line: EditableLine) {
        id = record.id
        revision = record.revision
        name = record.name
        source = record.source
        state = record.state
        hasErrors = record.hasErrors
        isConfirmed = record.isConfirmed
        size = record.size
        boxes = line.boxes.map { LabelledBox(id: $0.place?.text ?? "", label: $0.label, box: $0.box) }
        imageLabels = line.imageLabels
    }
}

/// What is wrong with an entry, or only noteworthy.
package struct EntryIssue: Hashable, Sendable {
    /// AWS's, as `ERROR_INVALID_BOUNDING_BOX`, or Katmai's own.
    package let code: String
    /// AWS's words.
    package let message: String
    /// What exactly was found.
    package let detail: String?
    package let isError: Bool

    package init(code: String, message: String, detail: String?, isError: Bool) {
        self.code = code
        self.message = message
        self.detail = detail
        self.isError = isError
    }
}

/// An entry as an editor shows it.
package struct EntryDetails: Hashable, Sendable {
    package let summary: EntrySummary
    package let dataset: DatasetReference
    package let issues: [EntryIssue]
    /// Why the picture cannot be shown, as a sentence; nil where it can.
    package let pictureProblem: String?
    /// The entry before, in the order they were added.
    package let previous: Int64?
    /// The entry behind, in the order they were added.
    package let next: Int64?
    /// The first unlabelled one behind, or else from the start.
    package let nextUnlabelled: Int64?
}

/// What became of a change to an entry.
package enum SaveOutcome: Hashable, Sendable {
    case saved(EntryDetails)
    /// Somebody else was faster: nothing was written, and this is what is there.
    case stale(EntryDetails)
}

extension EntryRecord {
    var size: ImageSize? {
        guard let width, let height else { return nil }
        return ImageSize(width: width, height: height)
    }
}

extension EditableLine.Place {
    /// The place as a page sends it back.
    var text: String { "\(index):\(attribute)" }

    /// Reads what `text` has written.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), index >= 0 else { return nil }
        self.init(attribute: String(parts[1]), index: index)
    }
}

extension EditableLine {
    /// The line of an entry, which was an object when the dataset took it.
    static func of(_ record: EntryRecord) throws -> EditableLine {
        guard let line = EditableLine([UInt8](record.line)) else {
            throw DatasetFailure.serviceFault
        }
        return line
    }
}
