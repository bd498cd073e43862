import JSONText

/// A JSON value of a request, before anybody knows what it should be.
enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

extension JSONValue {
    /// What was read; of members with one name the first.
    init(_ value: JSONText.JSONValue) {
        switch value {
        // Nothing is skipped unless the reader is told to.
        case .null, .skipped: self = .null
        case .boolean(let boolean): self = .boolean(boolean)
        case .number(let number): self = .number(number)
        case .string(let text): self = .string(text)
        case .array(let values): self = .array(values.map { JSONValue($0) })
        case .object(let object):
            let members = object.members.map { ($0.key, JSONValue($0.value)) }
            self = .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension JSONValue {
    /// What Amazon's parser calls a value of this kind in its errors.
    var kind: String {
        switch self {
        case .null: "NULL_VALUE"
        case .boolean(true): "TRUE_VALUE"
        case .boolean(false): "FALSE_VALUE"
        case .number(let number): number == number.rounded() ? "NUMBER_VALUE" : "DECIMAL_VALUE"
        case .string: "STRING_VALUE"
        case .array: "START_ARRAY"
        case .object: "START_OBJECT"
        }
    }
}
