package import FoundationEssentials

/// One line of a dataset, judged and ready to be kept.
package struct NewEntry: Hashable, Sendable {
    /// The `source-ref`: of one image a dataset has one entry.
    package var source: String
    /// The line as it was given, without its end.
    package var line: Data
    /// Whether somebody has labelled the image, be it as empty.
    package var isLabelled: Bool
    package var hasErrors: Bool
    /// Boxes by the label's name; 0 where the label is the whole image's alone.
    package var labels: [String: Int]
    /// SHA-256 of the image's bytes in lower-case hexadecimal, where somebody has looked at them.
    package var contentHash: String?
    /// Pixels of the upright image, where somebody has looked.
    package var width: Int?
    /// Pixels of the upright image, where somebody has looked.
    package var height: Int?

    package init(source: String, line: Data, isLabelled: Bool, hasErrors: Bool, labels: [String: Int]) {
        self.source = source
        self.line = line
        self.isLabelled = isLabelled
        self.hasErrors = hasErrors
        self.labels = labels
    }

    /// What an entry of this source is called: what stands behind the last slash.
    package static func name(of source: String) -> String {
        guard let slash = source.utf8.lastIndex(of: UInt8(ascii: "/")) else { return source }
        return String(source[source.utf8.index(after: slash)...])
    }
}

/// Which entries of a dataset are wanted, and from where on.
package struct EntryQuery: Hashable, Sendable {
    package var dataset: Int64
    /// Entries behind the one of this id.
    package var after: Int64
    /// The names of labels of which an entry must have at least one; empty lets all pass.
    package var labels: [String]
    package var isLabelled: Bool?
    package var sourcePart: String?
    /// Only those with errors; false lets all pass.
    package var hasErrors: Bool
    package var limit: Int

    package init(
        dataset: Int64,
        after: Int64 = 0,
        labels: [String] = [],
        isLabelled: Bool? = nil,
        sourcePart: String? = nil,
        hasErrors: Bool = false,
        limit: Int
    ) {
        self.dataset = dataset
        self.after = after
        self.labels = labels
        self.isLabelled = isLabelled
        self.sourcePart = sourcePart
        self.hasErrors = hasErrors
        self.limit = limit
    }
}

/// What a choice among entries looks at.
package struct EntryOutline: Hashable, Sendable {
    package let id: Int64
    package let isLabelled: Bool
    package let source: String
    /// The labels' ids, each once, in order.
    package let labels: [Int64]

    package init(id: Int64, isLabelled: Bool, source: String, labels: [Int64]) {
        self.id = id
        self.isLabelled = isLabelled
        self.source = source
        self.labels = labels
    }
}
