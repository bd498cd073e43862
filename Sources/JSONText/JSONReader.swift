/// Where and why a text is no JSON.
package struct JSONSyntaxError: Error, Equatable {
    /// Offset of the offending byte in the bytes given.
    package let offset: Int
    package let reason: String

    package init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }
}

/// A strict JSON reader (RFC 8259) over a range of bytes.
///
/// Foundation's readers lose what a manifest needs: the order of keys, the place of an object in its line (to add errors
/// to it), and the column of a syntax error; and they take twice as long over the half megabyte of an image in base64.
/// This one also refuses what could hurt: what is over its limits, numbers beyond `Double`, invalid UTF-8, lone
/// surrogates. Of keys that repeat, the last wins.
package struct JSONReader {
    /// What a text may be at most, so that none costs much more than its size.
    package struct Limits: Sendable {
        /// Objects and arrays within each other.
        package var depth: Int
        package var values: Int

        package init(depth: Int = 128, values: Int = .max) {
            self.depth = depth
            self.values = values
        }
    }

    let bytes: [UInt8]
    private let limits: Limits
    private let end: Int
    private let skippedKeys: Set<String>
    private(set) var position: Int
    private var depth = 0
    private var values = 0

    private init(bytes: [UInt8], range: Range<Int>, skippedKeys: Set<String>, limits: Limits) {
        self.bytes = bytes
        self.limits = limits
        self.skippedKeys = skippedKeys
        position = range.lowerBound
        end = range.upperBound
    }

    /// Reads the one value that the range holds; white space may stand around it.
    ///
    /// The values of `skippedKeys` are checked and not kept: outlines in a COCO file are many times its boxes.
    package static func value(
        in bytes: [UInt8],
        range: Range<Int>,
        skipping skippedKeys: Set<String> = [],
        limits: Limits = Limits()
    ) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes: bytes, range: range, skippedKeys: skippedKeys, limits: limits)
        let value = try reader.value()
        reader.skipSpace()
        guard reader.position == reader.end else { throw reader.error("there is more behind the value") }
        return value
    }

    func error(_ reason: String) -> JSONSyntaxError {
        JSONSyntaxError(offset: position, reason: reason)
    }

    /// The byte at the position; nil at the end.
    private var next: UInt8? { position < end ? bytes[position] : nil }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        skipSpace()
        guard let next else { throw error("the text ends where a value is expected") }
        guard values < limits.values else { throw error("there are more than \(limits.values) values") }
        values += 1
        switch next {
        case UInt8(ascii: "{"): return .object(try object())
        case UInt8(ascii: "["): return .array(try array())
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error("a value is expected")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONSyntaxError) -> JSONValue
    {
        let count = word.utf8CodeUnitCount
        let matches =
            position + count <= end && (0..<count).allSatisfy { bytes[position + $0] == word.utf8Start[$0] }
        guard matches else { throw error("a value is expected") }
        position += count
        return value
    }

    private mutating func open() throws(JSONSyntaxError) {
        guard depth < limits.depth else {
            throw error("objects and arrays are nested more than \(limits.depth) levels deep")
        }
        depth += 1
        position += 1
        skipSpace()
    }

    private mutating func close() {
        depth -= 1
        position += 1
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSONValue] {
        try open()
        var values: [JSONValue] = []
        if next == UInt8(ascii: "]") {
            close()
            return values
        }
        while true {
            values.append(try value())
            skipSpace()
            switch next {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                close()
                return values
            default: throw error("a comma or ] is expected")
            }
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        let start = position
        try open()
        var members: [JSONObject.Member] = []
        if next == UInt8(ascii: "}") {
            close()
            return JSONObject(members: members, range: start..<position)
        }
        while true {
            members.append(try member())
            skipSpace()
            switch next {
            case UInt8(ascii: ","):
                position += 1
                skipSpace()
            case UInt8(ascii: "}"):
                close()
                return JSONObject(members: members, range: start..<position)
            default: throw error("a comma or } is expected")
            }
        }
    }

    private mutating func member() throws(JSONSyntaxError) -> JSONObject.Member {
        guard next == UInt8(ascii: "\"") else { throw error("a key in quotes is expected") }
        let start = position
        let key = try string()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw error("a colon is expected") }
        position += 1
        let value = try value()
        let kept = skippedKeys.contains(key) ? .skipped : value
        return JSONObject.Member(key: key, value: kept, range: start..<position)
    }

    private mutating func string() throws(JSONSyntaxError) -> String {
        try JSONString.read(from: bytes, at: &position, end: end)
    }

    private mutating func number() throws(JSONSyntaxError) -> Double {
        try JSONNumber.read(from: bytes, at: &position, end: end)
    }
}
