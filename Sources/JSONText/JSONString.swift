import Glibc

/// Strings of a JSON text.
enum JSONString {
    /// Reads the string whose opening quote is at a position, and moves the position behind its closing quote.
    static func read(from bytes: [UInt8], at position: inout Int, end: Int) throws(JSONSyntaxError) -> String
    {
        let start = position + 1
        let plain = Plain(bytes, from: start, end: end)
        position = plain.end
        guard position < end else {
            throw JSONSyntaxError(offset: end, reason: "a string has no closing quote")
        }
        if plain.holdsControl, let place = bytes[start..<position].firstIndex(where: { $0 < 0x20 }) {
            throw controlCharacter(at: place)
        }
        if bytes[position] == UInt8(ascii: "\\") {
            return try readEscaped(from: bytes, start: start, at: &position, end: end)
        }
        let text = try text(of: bytes[start..<position], isASCII: plain.isASCII)
        position += 1
        return text
    }

    /// The part of a string before its closing quote or its first backslash.
    ///
    /// Most keys and words are a few bytes, and an image in base64 is half a million: the place is found by what the system
    /// has for that, and the bytes before it are looked at without a branch, so that the compiler takes many at a time.
    private struct Plain {
        /// The place of the quote or the backslash; the text's end where there is neither.
        let end: Int
        let isASCII: Bool
        let holdsControl: Bool

        init(_ bytes: [UInt8], from start: Int, end: Int) {
            let quote = Self.first(UInt8(ascii: "\""), bytes, from: start, to: end) ?? end
            let stop = Self.first(UInt8(ascii: "\\"), bytes, from: start, to: quote) ?? quote
            var all: UInt8 = 0
            var below: UInt8 = 0
            bytes.withUnsafeBufferPointer { pointer in
                for place in start..<stop {
                    let byte = pointer[place]
                    all |= byte
                    // The highest bit is set for 0...31 alone.
                    below |= (byte &- 0x20) & ~byte
                }
            }
            self.end = stop
            isASCII = all < 0x80
            holdsControl = below >= 0x80
        }

        private static func first(_ byte: UInt8, _ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
            bytes.withUnsafeBytes { pointer in
                guard start < end, let base = pointer.baseAddress else { return nil }
                return memchr(base + start, Int32(byte), end - start).map { UnsafeRawPointer($0) - base }
            }
        }
    }

    /// The slower way, for strings with a backslash in them: the position is at the first.
    private static func readEscaped(
        from bytes: [UInt8],
        start: Int,
        at position: inout Int,
        end: Int
    ) throws(JSONSyntaxError) -> String {
        var text = bytes[start..<position]
        while position < end {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw invalidUTF8(at: start)
                }
                position += 1
                return string
            }
            guard byte >= 0x20 else { throw controlCharacter(at: position) }
            if byte == UInt8(ascii: "\\") {
                let scalar = try escape(in: bytes, at: &position, end: end)
                text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            } else {
                text.append(byte)
                position += 1
            }
        }
        throw JSONSyntaxError(offset: end, reason: "a string has no closing quote")
    }

    private static func text(of bytes: ArraySlice<UInt8>, isASCII: Bool) throws(JSONSyntaxError) -> String {
        if isASCII { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw invalidUTF8(at: bytes.startIndex)
        }
        return text
    }

    private static func escape(
        in bytes: [UInt8],
        at position: inout Int,
        end: Int
    ) throws(JSONSyntaxError) -> Unicode.Scalar {
        if position + 1 < end, bytes[position + 1] == UInt8(ascii: "u") {
            return try unicodeEscape(in: bytes, at: &position, end: end)
        }
        let scalar: Unicode.Scalar? =
            switch position + 1 < end ? bytes[position + 1] : 0 {
            case UInt8(ascii: "\""): "\""
            case UInt8(ascii: "\\"): "\\"
            case UInt8(ascii: "/"): "/"
            case UInt8(ascii: "b"): "\u{8}"
            case UInt8(ascii: "f"): "\u{C}"
            case UInt8(ascii: "n"): "\n"
            case UInt8(ascii: "r"): "\r"
            case UInt8(ascii: "t"): "\t"
            default: nil
            }
        guard let scalar else {
            throw JSONSyntaxError(offset: position, reason: "a backslash stands before what it cannot escape")
        }
        position += 2
        return scalar
    }

    /// Reads `\uXXXX`, or the two of them that make a character outside the basic plane.
    private static func unicodeEscape(
        in bytes: [UInt8],
        at position: inout Int,
        end: Int
    ) throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = codeUnit(in: bytes, at: position, end: end)
        if let first, let scalar = Unicode.Scalar(first) {
            position += 6
            return scalar
        }
        guard let first, (0xD800..<0xDC00).contains(first),
            let second = codeUnit(in: bytes, at: position + 6, end: end), (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
        else {
            throw JSONSyntaxError(offset: position, reason: "a \\u escape is no character")
        }
        position += 12
        return scalar
    }

    /// The number of a `\uXXXX` at an offset; nil when there is none.
    private static func codeUnit(in bytes: [UInt8], at position: Int, end: Int) -> UInt16? {
        guard position + 6 <= end, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[(position + 2)..<(position + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private static func controlCharacter(at offset: Int) -> JSONSyntaxError {
        JSONSyntaxError(offset: offset, reason: "a control character stands in a string")
    }

    private static func invalidUTF8(at offset: Int) -> JSONSyntaxError {
        JSONSyntaxError(offset: offset, reason: "a string is not valid UTF-8")
    }
}
