/// A JSON value as it stands in a text.
package enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
    /// Checked, but not kept: the reader was told that nobody asks for it.
    case skipped

    /// The text of a string; nil for any other kind.
    package var asText: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number; nil for any other kind.
    package var asNumber: Double? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number, if it is whole and fits an `Int`.
    package var asInteger: Int? { asNumber.flatMap { Int(exactly: $0) } }

    /// True or false; nil for any other kind.
    package var asBoolean: Bool? {
        guard case .boolean(let boolean) = self else { return nil }
        return boolean
    }

    /// The elements of an array; nil for any other kind.
    package var asArray: [JSONValue]? {
        guard case .array(let array) = self else { return nil }
        return array
    }

    /// The members of an object; nil for any other kind.
    package var asObject: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }
}

/// A JSON object with its members in the text's order and its place in the text.
///
/// The places are kept so that something can be added to a line without rewriting the rest of it.
package struct JSONObject: Sendable {
    /// A key and its value.
    package struct Member: Sendable {
        package let key: String
        package let value: JSONValue
        /// From the key's opening quote to the end of the value, as offsets into the text's bytes.
        package let range: Range<Int>
    }

    /// In the text's order; a key may occur more than once.
    package let members: [Member]
    /// From the opening brace to behind the closing one, as offsets into the text's bytes.
    package let range: Range<Int>
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
    package subscript(key: String) -> JSONValue? {
        memberIndex(of: key).map { members[$0].value }
    }

    /// Where a key's value stands among the members; of several the last.
    package func memberIndex(of key: String) -> Int? {
        if let index { return index[key] }
        return members.lastIndex { $0.key == key }
    }
}
