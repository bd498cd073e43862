/// A JSON value as it stands in a text.
enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
    /// Checked, but not kept: the reader was told that nobody asks for it.
    case skipped

    var asText: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var asNumber: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number, if it is whole and fits an `Int`.
    var asInteger: Int? { asNumber.flatMap { Int(exactly: $0) } }

    var asBoolean: Bool? {
        guard case .boolean(let boolean) = self else { return nil }
        return boolean
    }

    var asArray: [JSONValue]? {
        guard case .array(let array) = self else { return nil }
        return array
    }

    var asObject: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }
}

/// A JSON object with its members in the text's order and its place in the text.
///
/// The places are kept so that something can be added to a line without rewriting the rest of it.
struct JSONObject: Sendable {
    struct Member: Sendable {
        let key: String
        let value: JSONValue
        /// From the key's opening quote to the end of the value, as offsets into the text's bytes.
        let range: Range<Int>
    }

    /// In the text's order; a key may occur more than once.
    let members: [Member]
    /// From the opening brace to behind the closing one, as offsets into the text's bytes.
    let range: Range<Int>
    /// Only for objects large enough to need it: a hostile line may hold thousands of keys.
    private let index: [String: Int]?

    init(members: [Member], range: Range<Int>) {
        self.members = members
        self.range = range
        index =
            members.count <= 16
            ? nil
            : Dictionary(members.indices.map { (members[$0].key, $0) }, uniquingKeysWith: { max($0, $1) })
    }

    /// The value of a key; of several the last, as most JSON readers have it.
    subscript(key: String) -> JSONValue? {
        memberIndex(of: key).map { members[$0].value }
    }

    /// Where a key's value stands among the members; of several the last.
    func memberIndex(of key: String) -> Int? {
        if let index { return index[key] }
        return members.lastIndex { $0.key == key }
    }
}
