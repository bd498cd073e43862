/// A list of so many elements.
struct ListShape<Element: Shape>: Shape {
    private let element: Element
    private let counts: ClosedRange<Int>

    init(_ element: Element, _ counts: ClosedRange<Int>) {
        self.element = element
        self.counts = counts
    }

    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> [Element.Value] {
        guard case .array(let elements) = json else { throw .mismatch(json, expected: "List", at: path) }
        let shown = "\(elements.count) elements"
        guard elements.count >= counts.lowerBound else {
            throw .violation(of: .minimumLength(counts.lowerBound), by: shown, at: path)
        }
        guard elements.count <= counts.upperBound else {
            throw .violation(of: .maximumLength(counts.upperBound), by: shown, at: path)
        }
        var values: [Element.Value] = []
        for (index, json) in elements.enumerated() {
            let path = path.element(index)
            guard json != .null else { throw .violation(of: .notNull, by: nil, at: path) }
            values.append(try element.value(of: json, at: path))
        }
        return values
    }
}

/// A map from texts to texts with at most so many pairs.
struct MapShape: Shape {
    private let key: StringShape
    private let content: StringShape
    private let maximum: Int

    init(_ key: StringShape, _ content: StringShape, maximum: Int) {
        self.key = key
        self.content = content
        self.maximum = maximum
    }

    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> [String: String] {
        guard case .object(let pairs) = json else { throw .mismatch(json, expected: "Map", at: path) }
        guard pairs.count <= maximum else {
            throw .violation(of: .maximumLength(maximum), by: "\(pairs.count) pairs", at: path)
        }
        var values: [String: String] = [:]
        // Sorted, so that of several wrong pairs it is always the same that is named.
        for (name, json) in pairs.sorted(by: { $0.key < $1.key }) {
            let checked = try key.value(of: .string(name), at: path.part("key"))
            guard json != .null else { throw .violation(of: .notNull, by: nil, at: path.part("value")) }
            values[checked] = try content.value(of: json, at: path.part("value"))
        }
        return values
    }
}

/// A structure of the service model that requests carry.
protocol RequestStructure: Sendable {
    init(_ members: Members) throws(RekognitionError)
}

/// A structure, read member by member.
struct StructureShape<Value: RequestStructure>: Shape {
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Value {
        guard case .object(let members) = json else { throw .mismatch(json, expected: "Structure", at: path) }
        return try Value(Members(members, path: path))
    }
}
