/// A rule of the service model that a value can break, in the words of Amazon's errors.
enum Constraint: Hashable, Sendable {
    case notNull
    case minimumLength(Int)
    case maximumLength(Int)
    case minimumValue(Int)
    case maximumValue(Int)
    case pattern(String)
    case oneOf([String])
}

extension Constraint: CustomStringConvertible {
    var description: String {
        switch self {
        case .notNull: "Member must not be null"
        case .minimumLength(let length): "Member must have length greater than or equal to \(length)"
        case .maximumLength(let length): "Member must have length less than or equal to \(length)"
        case .minimumValue(let value): "Member must have value greater than or equal to \(value)"
        case .maximumValue(let value): "Member must have value less than or equal to \(value)"
        case .pattern(let pattern): "Member must satisfy regular expression pattern: \(pattern)"
        case .oneOf(let values): "Member must satisfy enum value set: [\(values.joined(separator: ", "))]"
        }
    }
}

extension RekognitionError {
    /// The longest part of a wrong value that is sent back, in characters.
    private static let longestValue = 512

    /// A value that breaks a rule; nil for one that is not there.
    static func violation(
        of constraint: Constraint,
        by value: String?,
        at path: MemberPath,
        code: ErrorCode = .invalidParameter
    ) -> RekognitionError {
        let shown = value.map { "'\($0.prefix(longestValue))'" } ?? "null"
        return RekognitionError(
            code,
            "1 validation error detected: Value \(shown) at '\(path)' failed to satisfy constraint: \(constraint)"
        )
    }

    /// JSON of another kind than the member has.
    static func mismatch(_ json: JSONValue, expected: String, at path: MemberPath) -> RekognitionError {
        .serialization("\(json.kind) cannot be converted to \(expected) at '\(path)'")
    }
}
