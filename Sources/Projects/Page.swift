/// Where the next page begins, in the words of the use case that made it.
///
/// Whoever hands it out must keep it from being forged: a use case takes what it gets for its own.
package struct PageToken: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Which part of a list is wanted.
package struct PageRequest: Hashable, Sendable {
    /// The most elements, at least 1; the caller has checked it against AWS's maximum.
    package var size: Int
    /// Nil for the first page.
    package var start: PageToken?

    package init(size: Int, start: PageToken? = nil) {
        self.size = size
        self.start = start
    }
}

/// One part of a list.
package struct Page<Element: Sendable>: Sendable {
    package let elements: [Element]
    /// Where the rest begins; nil when this is the last page.
    package let next: PageToken?

    package init(elements: [Element], next: PageToken?) {
        self.elements = elements
        self.next = next
    }
}
