import FoundationEssentials

@testable import RekognitionAPI

/// An input that breaks one rule of the service model.
struct BrokenInput {
    let what: String
    let input: JSONValue
    let expected: ErrorCode
}

/// Breaks each rule that the service model has on a right input, one at a time.
struct InputBreaker {
    let model: ServiceModel
    private(set) var inputs: [BrokenInput] = []

    init(_ model: ServiceModel) { self.model = model }

    /// Breaks a value of a shape; `rebuild` puts a value in its place in the whole input.
    mutating func breakRules(
        of name: String,
        at place: String,
        _ value: JSONValue,
        rebuild: @escaping (JSONValue) -> JSONValue
    ) throws {
        let shape = try model.shape(name)
        if !place.isEmpty {
            // No member is both a number and a structure, so one of the two is of the wrong kind.
            let isObject = shape.type == "structure" || shape.type == "map"
            add("\(place) of another kind", rebuild(isObject ? .number(1) : .object([:])), .serialization)
        }
        switch shape.type {
        case "structure": try breakMembers(of: shape, at: place, value, rebuild: rebuild)
        case "list": try breakElements(of: shape, at: place, value, rebuild: rebuild)
        case "map": try breakPairs(of: shape, at: place, value, rebuild: rebuild)
        case "string": breakText(of: shape, at: place, rebuild: rebuild)
        case "integer", "float": breakNumber(of: shape, at: place, rebuild: rebuild)
        case "blob": breakBlob(of: shape, name, at: place, rebuild: rebuild)
        default: break
        }
    }

    mutating func add(_ what: String, _ input: JSONValue, _ expected: ErrorCode = .invalidParameter) {
        inputs.append(BrokenInput(what: what, input: input, expected: expected))
    }

    private mutating func breakMembers(
        of shape: ServiceModel.Shape,
        at place: String,
        _ value: JSONValue,
        rebuild: @escaping (JSONValue) -> JSONValue
    ) throws {
        guard case .object(let members) = value else { return }
        for name in shape.required ?? [] {
            add("\(place) without \(name)", rebuild(.object(members.filter { $0.key != name })))
            add("\(place).\(name) is null", rebuild(.object(members.merging([name: .null]) { $1 })))
        }
        for (name, target) in (shape.members ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let member = members[name] else { continue }
            try breakRules(of: target, at: place.isEmpty ? name : "\(place).\(name)", member) { changed in
                rebuild(.object(members.merging([name: changed]) { $1 }))
            }
        }
    }

    private mutating func breakElements(
        of shape: ServiceModel.Shape,
        at place: String,
        _ value: JSONValue,
        rebuild: @escaping (JSONValue) -> JSONValue
    ) throws {
        guard case .array(let elements) = value, let first = elements.first, let target = shape.element else {
            return
        }
        if let min = shape.min, min > 0 {
            add("\(place) too short", rebuild(.array(Array(repeating: first, count: min - 1))))
        }
        if let max = shape.max {
            add("\(place) too long", rebuild(.array(Array(repeating: first, count: max + 1))))
        }
        add("\(place) with null", rebuild(.array([JSONValue.null] + elements.dropFirst())))
        try breakRules(of: target, at: "\(place)[0]", first) { changed in
            rebuild(.array([changed] + elements.dropFirst()))
        }
    }

    private mutating func breakPairs(
        of shape: ServiceModel.Shape,
        at place: String,
        _ value: JSONValue,
        rebuild: @escaping (JSONValue) -> JSONValue
    ) throws {
        guard case .object(let pairs) = value, let pair = pairs.first, let target = shape.value else {
            return
        }
        if let max = shape.max {
            let many = (0...max).map { ("k\($0)", pair.value) }
            add("\(place) too large", rebuild(.object(Dictionary(uniqueKeysWithValues: many))))
        }
        add("\(place) with a bad key", rebuild(.object(["aws:mine": pair.value])))
        add("\(place) with a long key", rebuild(.object([String(repeating: "k", count: 129): pair.value])))
        add("\(place) with null", rebuild(.object([pair.key: .null])))
        try breakRules(of: target, at: "\(place)[\(pair.key)]", pair.value) { changed in
            rebuild(.object([pair.key: changed]))
        }
    }
}
