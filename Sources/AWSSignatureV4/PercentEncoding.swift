/// Percent-encoding as Amazon signs it: all but letters, digits and `-._~`, in upper case.
///
/// Source: "Create a signed AWS API request", UriEncode().
enum PercentEncoding {
    private static let unreserved = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8
    )
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes bytes, and slashes too unless they separate a path's segments.
    static func encode(_ bytes: some Sequence<UInt8>, keepingSlashes: Bool = false) -> String {
        var result: [UInt8] = []
        for byte in bytes {
            if unreserved.contains(byte) || (keepingSlashes && byte == UInt8(ascii: "/")) {
                result.append(byte)
            } else {
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes that an encoded text stands for; a percent sign that begins no code stands for itself.
    ///
    /// In a query a plus sign stands for a space.
    static func bytes(of text: some StringProtocol, plusIsSpace: Bool) -> [UInt8] {
        let source = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < source.count {
            let byte = source[position]
            if byte == UInt8(ascii: "%"), position + 2 < source.count,
                let high = value(of: source[position + 1]), let low = value(of: source[position + 2])
            {
                result.append(high << 4 | low)
                position += 3
            } else {
                result.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                position += 1
            }
        }
        return result
    }

    /// A part of a query, decoded; bytes that are not UTF-8 are replaced.
    static func decode(_ text: some StringProtocol) -> String {
        String(decoding: bytes(of: text, plusIsSpace: true), as: UTF8.self)
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
