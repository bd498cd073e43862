import Foundation

/// Dates as manifests write them: UTC, with or without fractions of a second and a final Z.
enum ManifestDate {
    /// Whether a text is `Y-M-DTH:M:S[.f][Z]`; AWS's guide also has samples with a space for the T.
    static func isWellFormed(_ text: String) -> Bool {
        var rest = text.utf8[...]
        guard let year = number(&rest, digits: 4...4), year > 0,
            take("-", &rest), let month = number(&rest, digits: 1...2), (1...12).contains(month),
            take("-", &rest), let day = number(&rest, digits: 1...2), (1...31).contains(day),
            take("T", &rest) || take(" ", &rest),
            let hour = number(&rest, digits: 1...2), hour < 24,
            take(":", &rest), let minute = number(&rest, digits: 1...2), minute < 60,
            take(":", &rest), let second = number(&rest, digits: 1...2), second <= 60
        else { return false }
        if take(".", &rest), number(&rest, digits: 1...9) == nil { return false }
        _ = take("Z", &rest)
        return rest.isEmpty
    }

    /// A date as AWS's console writes it: `2020-11-29T17:50:34.310Z`.
    static func text(_ date: Date) -> String {
        // Rounded first: Foundation cuts fractions off, and .310 is stored as a little less.
        let milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
        let second = Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down))
        let fraction = milliseconds - Int(second.timeIntervalSince1970) * 1000
        let padding = String(repeating: "0", count: 3 - String(fraction).count)
        return "\(second.formatted(.iso8601).dropLast()).\(padding)\(fraction)Z"
    }

    private static func take(_ separator: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: separator) else { return false }
        rest.removeFirst()
        return true
    }

    private static func number(_ rest: inout Substring.UTF8View, digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        while count < digits.upperBound, let byte = rest.first,
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        {
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
            count += 1
            rest.removeFirst()
        }
        return digits.contains(count) ? value : nil
    }
}
