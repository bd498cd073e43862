/// What a page belongs to: an operation and all that its elements are chosen by.
struct PageQuery: Hashable, Sendable {
    /// Unlike any other query's, and never the beginning of one.
    let text: String

    /// `parts` are the request's members, in a fixed order; nil for one that is absent.
    init(_ operation: String, _ parts: [String?]) {
        let lengths = ([operation] + parts).map { part in
            guard let part else { return "-" }
            return "\(part.utf8.count):\(part)"
        }
        text = lengths.joined(separator: ",") + ";"
    }
}

extension [String] {
    /// The elements as one part of a query.
    var queryPart: String { map { "\($0.utf8.count):\($0)" }.joined(separator: ",") }
}
