/// What is known of the objects in an entry's image.
package enum EntryState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nobody has looked.
    case unlabelled
    case labelled
    /// Somebody has looked, and there is nothing.
    case noObject = "no-object"
}

/// In which order entries are shown.
package enum EntryOrder: String, Hashable, Sendable, CaseIterable {
    case asAdded = "added"
    case newest
    /// Letters of either case are the same.
    case name
    case nameFalling = "name-falling"

    /// The order from the other end.
    package var reversed: EntryOrder {
        switch self {
        case .asAdded: .newest
        case .newest: .asAdded
        case .name: .nameFalling
        case .nameFalling: .name
        }
    }
}

/// Which entries of a dataset a page of a gallery shows.
package struct EntrySearch: Hashable, Sendable {
    /// Where a page begins.
    package enum Start: Hashable, Sendable {
        case first
        /// Behind the entry of this id and name, be it there or gone.
        case after(id: Int64, name: String)
        /// Behind so many of those that pass.
        case offset(Int)
    }

    package var dataset: Int64
    /// The name of a label that an entry must have.
    package var label: String?
    package var state: EntryState?
    /// Only those with errors; false lets all pass.
    package var hasErrors: Bool
    /// A part of the name; ASCII letters of either case are the same.
    package var namePart: String?
    /// The sources that an entry must be one of.
    package var sources: [String]?
    package var order: EntryOrder
    package var start: Start
    package var limit: Int

    package init(
        dataset: Int64,
        label: String? = nil,
        state: EntryState? = nil,
        hasErrors: Bool = false,
        namePart: String? = nil,
        sources: [String]? = nil,
        order: EntryOrder = .asAdded,
        start: Start = .first,
        limit: Int
    ) {
        self.dataset = dataset
        self.label = label
        self.state = state
        self.hasErrors = hasErrors
        self.namePart = namePart
        self.sources = sources
        self.order = order
        self.start = start
        self.limit = limit
    }
}

/// An entry as others point at it.
package struct EntryPointer: Hashable, Sendable, Codable {
    package let id: Int64
    package let datasetID: Int64
    package let revision: Int
    package let source: String
    package let contentHash: String?
}
