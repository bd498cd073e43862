/// Numbers of a JSON text.
enum JSONNumber {
    /// Reads the number at a position and moves the position behind it.
    static func read(from bytes: [UInt8], at position: inout Int, end: Int) throws(JSONSyntaxError) -> Double
    {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let whole = position
        skipDigits(bytes, &position, end)
        let wholeDigits = position - whole
        guard wholeDigits > 0, wholeDigits == 1 || bytes[whole] != UInt8(ascii: "0") else {
            throw JSONSyntaxError(offset: whole, reason: "a number is malformed")
        }
        var fractionDigits = 0
        if position < end, bytes[position] == UInt8(ascii: ".") {
            position += 1
            let fraction = position
            skipDigits(bytes, &position, end)
            fractionDigits = position - fraction
            guard fractionDigits > 0 else {
                throw JSONSyntaxError(offset: position, reason: "a number is malformed")
            }
        }
        let hasExponent = position < end && bytes[position] | 0x20 == UInt8(ascii: "e")
        if hasExponent { try skipExponent(bytes, &position, end) }

        if !hasExponent, wholeDigits + fractionDigits <= 15 {
            let digits = bytes[whole..<position]
            return exact(digits, fractionDigits: fractionDigits, isNegative: isNegative)
        }
        // The grammar is checked above, so only a number beyond Double's range is left to fail.
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite
        else {
            throw JSONSyntaxError(offset: start, reason: "a number is too large")
        }
        return number
    }

    private static func skipDigits(_ bytes: [UInt8], _ position: inout Int, _ end: Int) {
        while position < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) {
            position += 1
        }
    }

    private static func skipExponent(
        _ bytes: [UInt8],
        _ position: inout Int,
        _ end: Int
    ) throws(JSONSyntaxError) {
        position += 1
        if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
            position += 1
        }
        let digits = position
        skipDigits(bytes, &position, end)
        guard position > digits else {
            throw JSONSyntaxError(offset: position, reason: "a number is malformed")
        }
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// The nearest `Double` to a decimal number of at most 15 digits.
    ///
    /// Digits and power of ten are both exact in a `Double`, so one division rounds correctly (W. D. Clinger, "How to
    /// read floating point numbers accurately", 1990, the fast path).
    private static func exact(_ digits: ArraySlice<UInt8>, fractionDigits: Int, isNegative: Bool) -> Double {
        var value = 0
        for digit in digits where digit != UInt8(ascii: ".") {
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        let magnitude = Double(value) / powersOfTen[fractionDigits]
        return isNegative ? -magnitude : magnitude
    }
}
