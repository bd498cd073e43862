/// What a member of a request may be: its JSON type and the rules on its value.
///
/// botocore checks little before it sends, and other clients nothing: every rule is checked here.
protocol Shape<Value>: Sendable {
    associatedtype Value

    /// Reads what JSON gives; `path` is where it stands in the request.
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Value
}

/// The members of a structure in a request; those that no shape asks for are passed over.
struct Members: Sendable {
    private let values: [String: JSONValue]
    private let path: MemberPath

    init(_ values: [String: JSONValue], path: MemberPath = .root) {
        self.values = values
        self.path = path
    }

    /// A member's value; nil where it is absent or null.
    func optional<S: Shape>(_ name: String, _ shape: S) throws(RekognitionError) -> S.Value? {
        guard let json = values[name], json != .null else { return nil }
        return try shape.value(of: json, at: path.member(name))
    }

    /// A member's value, which must be there.
    func required<S: Shape>(_ name: String, _ shape: S) throws(RekognitionError) -> S.Value {
        guard let value = try optional(name, shape) else {
            throw .violation(of: .notNull, by: nil, at: path.member(name))
        }
        return value
    }

    /// What the request is about, for the log: unchecked, and so cut short.
    var resource: String? {
        for name in ["ProjectVersionArn", "DatasetArn", "ProjectArn", "ResourceArn", "ProjectName"] {
            if case .string(let text) = values[name] { return String(text.prefix(512)) }
        }
        return nil
    }
}
