/// Reads a file of weights front to back, and knows where it is.
struct PickleCursor {
    let bytes: [UInt8]
    let file: String
    private(set) var offset = 0

    /// The longest text taken, in bytes: paths of parameters are far shorter.
    private static let longestText = 4096

    init(_ bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    var isAtEnd: Bool { offset == bytes.count }

    func error(_ problem: PickledWeightsError.Problem) -> PickledWeightsError {
        PickledWeightsError(file: file, offset: offset, problem: problem)
    }

    func malformed(_ message: String) -> PickledWeightsError { error(.malformed(message)) }

    /// Moves over bytes and returns where they begin.
    mutating func skip(_ count: Int) throws(PickledWeightsError) -> Int {
        guard count >= 0, count <= bytes.count - offset else { throw error(.truncated) }
        defer { offset += count }
        return offset
    }

    mutating func byte() throws(PickledWeightsError) -> UInt8 {
        bytes[try skip(1)]
    }

    /// A little-endian number.
    mutating func integer<Value: FixedWidthInteger>(
        _ type: Value.Type
    ) throws(PickledWeightsError) -> Value {
        let start = try skip(type.bitWidth / 8)
        return bytes.withUnsafeBytes {
            Value(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: type))
        }
    }

    mutating func text(_ count: Int) throws(PickledWeightsError) -> String {
        guard count <= Self.longestText else { throw error(.limit("a text of \(count) bytes")) }
        let start = try skip(count)
        guard let text = String(validating: bytes[start..<start + count], as: UTF8.self) else {
            throw malformed("a text that is not UTF-8")
        }
        return text
    }

    /// The text up to the next line feed, which is taken too.
    mutating func line() throws(PickledWeightsError) -> String {
        let rest = bytes[offset...].prefix(Self.longestText)
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
            throw error(rest.count < Self.longestText ? .truncated : .limit("a line without end"))
        }
        let line = try text(end - offset)
        offset += 1
        return line
    }
}
