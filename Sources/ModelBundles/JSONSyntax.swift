import FoundationEssentials

/// Finds where a text stops being JSON: the decoder says that it is not, but not where.
struct JSONSyntax {
    private struct Stop: Error {}

    private let bytes: [UInt8]
    private var position = 0

    /// The line, from 1, of the first byte that does not belong; nil when the text is JSON.
    static func firstErrorLine(in json: Data) -> Int? {
        var reader = JSONSyntax(bytes: Array(json))
        do {
            try reader.value(depth: 0)
            reader.skipSpace()
            if reader.position == reader.bytes.count { return nil }
        } catch {
            // The reader's position is the answer.
        }
        let read = reader.bytes[..<min(reader.position, reader.bytes.count)]
        return read.count { $0 == UInt8(ascii: "\n") } + 1
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Stop) {
        guard take(character) else { throw Stop() }
    }

    private mutating func value(depth: Int) throws(Stop) {
        skipSpace()
        // The decoder has a limit too (512): this one only keeps the stack small.
        guard let byte = next, depth < 512 else { throw Stop() }
        switch byte {
        case UInt8(ascii: "{"):
            try list(end: "}", depth: depth) { (reader) throws(Stop) in
                reader.skipSpace()
                try reader.string()
                try reader.expect(":")
                try reader.value(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            try list(end: "]", depth: depth) { (reader) throws(Stop) in try reader.value(depth: depth + 1) }
        case UInt8(ascii: "\""):
            try string()
        default:
            try word()
        }
    }

    private mutating func list(
        end: Unicode.Scalar,
        depth: Int,
        element: (inout JSONSyntax) throws(Stop) -> Void
    ) throws(Stop) {
        position += 1
        if take(end) { return }
        repeat { try element(&self) } while take(",")
        try expect(end)
    }

    private mutating func string() throws(Stop) {
        guard next == UInt8(ascii: "\"") else { throw Stop() }
        position += 1
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw Stop() }
            position += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard next != nil else { throw Stop() }
        position += 1
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws(Stop) {
        let start = position
        while let byte = next, isWordByte(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard ["true", "false", "null"].contains(text) || Double(text) != nil else {
            position = start
            throw Stop()
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default:
            false
        }
    }
}
