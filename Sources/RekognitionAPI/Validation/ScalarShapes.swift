import FoundationEssentials

/// A text; lengths are counted in Unicode scalars.
struct StringShape: Shape {
    let lengths: ClosedRange<Int>
    let pattern: Pattern?

    init(_ lengths: ClosedRange<Int>, _ pattern: Pattern? = nil) {
        self.lengths = lengths
        self.pattern = pattern
    }

    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> String {
        guard case .string(let text) = json else { throw .mismatch(json, expected: "String", at: path) }
        let length = text.unicodeScalars.count
        guard length >= lengths.lowerBound else {
            throw .violation(of: .minimumLength(lengths.lowerBound), by: text, at: path)
        }
        guard length <= lengths.upperBound else {
            throw .violation(of: .maximumLength(lengths.upperBound), by: text, at: path)
        }
        if let pattern, !pattern.matches(text) {
            throw .violation(of: .pattern(pattern.text), by: text, at: path)
        }
        return text
    }
}

/// One of a few texts.
struct EnumShape<Choice: RawRepresentable<String> & CaseIterable & Sendable>: Shape {
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Choice {
        guard case .string(let text) = json else { throw .mismatch(json, expected: "String", at: path) }
        guard let choice = Choice(rawValue: text) else {
            throw .violation(of: .oneOf(Choice.allCases.map(\.rawValue)), by: text, at: path)
        }
        return choice
    }
}

/// A whole number of 32 bits.
struct IntegerShape: Shape {
    private let minimum: Int
    private let maximum: Int
    /// What a number over the maximum is answered with.
    private let overCode: ErrorCode

    init(_ minimum: Int, maximum: Int = Int(Int32.max), overCode: ErrorCode = .invalidParameter) {
        self.minimum = minimum
        self.maximum = maximum
        self.overCode = overCode
    }

    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Int {
        guard case .number(let number) = json, let value = Int(exactly: number),
            Int32(exactly: value) != nil
        else { throw .mismatch(json, expected: "Integer", at: path) }
        guard value >= minimum else {
            throw .violation(of: .minimumValue(minimum), by: "\(value)", at: path)
        }
        guard value <= maximum else {
            throw .violation(of: .maximumValue(maximum), by: "\(value)", at: path, code: overCode)
        }
        return value
    }
}

/// A number, 0...100.
struct PercentShape: Shape {
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Double {
        guard case .number(let number) = json else { throw .mismatch(json, expected: "Float", at: path) }
        guard number >= 0 else { throw .violation(of: .minimumValue(0), by: "\(number)", at: path) }
        guard number <= 100 else { throw .violation(of: .maximumValue(100), by: "\(number)", at: path) }
        return number
    }
}

/// True or false.
struct BooleanShape: Shape {
    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Bool {
        guard case .boolean(let boolean) = json else { throw .mismatch(json, expected: "Boolean", at: path) }
        return boolean
    }
}

/// Bytes, in base64 on the wire; lengths are those of the bytes.
struct BlobShape: Shape {
    /// Nil where the use case has a limit of its own, with an error of its own.
    private let maximum: Int?

    init(maximum: Int?) { self.maximum = maximum }

    func value(of json: JSONValue, at path: MemberPath) throws(RekognitionError) -> Data {
        guard case .string(let text) = json else { throw .mismatch(json, expected: "Blob", at: path) }
        guard let bytes = Data(base64Encoded: text) else {
            throw .serialization("STRING_VALUE is not valid base64 at '\(path)'")
        }
        guard !bytes.isEmpty else { throw .violation(of: .minimumLength(1), by: "", at: path) }
        if let maximum, bytes.count > maximum {
            throw .violation(of: .maximumLength(maximum), by: "\(bytes.count) bytes", at: path)
        }
        return bytes
    }
}
