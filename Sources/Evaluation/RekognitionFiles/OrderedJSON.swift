import Foundation

/// A JSON value whose keys stay in the order given, so that a file looks like Amazon's line for line.
enum OrderedJSON {
    case string(String)
    case integer(Int)
    /// Must be finite.
    case number(Double)
    case bool(Bool)
    case array([OrderedJSON])
    case object([(key: String, value: OrderedJSON)])

    /// The value on one line.
    var text: String {
        switch self {
        case .string(let string): Self.quoted(string)
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .bool(let bool): String(bool)
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20: text += String(format: "\\u%04x", scalar.value)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

/// An object with its keys in the order written: `["Version": .integer(1)]`.
extension OrderedJSON: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral members: (String, OrderedJSON)...) {
        self = .object(members.map { (key: $0.0, value: $0.1) })
    }
}
