package import Catalog

/// What a model's evaluation says of an image.
package enum EntryVerdict: String, Hashable, Sendable, CaseIterable {
    /// An object was found.
    case correct
    /// A detection has no object of its own.
    case invented
    /// An object was not found.
    case missed
}

/// Images by what an evaluation says of them.
package struct VerdictChoice: Hashable, Sendable {
    package var version: VersionReference
    /// Nil takes the evaluation made at the training.
    package var evaluation: Int64?
    package var verdict: EntryVerdict
    /// Nil takes objects and detections of all labels.
    package var label: String?

    package init(
        version: VersionReference,
        evaluation: Int64? = nil,
        verdict: EntryVerdict,
        label: String? = nil
    ) {
        self.version = version
        self.evaluation = evaluation
        self.verdict = verdict
        self.label = label
    }
}

/// Which entries of a dataset are wanted: those that pass all that is given.
package struct EntryChoice: Hashable, Sendable {
    package var label: String?
    package var state: EntryState?
    /// Only those with errors; false lets all pass.
    package var hasErrors: Bool
    /// A part of the file's name; ASCII letters of either case are the same.
    package var namePart: String?
    package var verdict: VerdictChoice?

    package init(
        label: String? = nil,
        state: EntryState? = nil,
        hasErrors: Bool = false,
        namePart: String? = nil,
        verdict: VerdictChoice? = nil
    ) {
        self.label = label
        self.state = state
        self.hasErrors = hasErrors
        self.namePart = namePart
        self.verdict = verdict
    }
}

/// Where a page of entries begins.
package enum EntryStart: Hashable, Sendable {
    case first
    case after(PageToken)
    /// Behind so many of those that pass, for a scroll bar.
    case offset(Int)
}

/// Entries that something is done to.
package enum EntrySelection: Hashable, Sendable {
    case ids([Int64])
    case matching(EntryChoice)
}
