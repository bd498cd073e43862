package import Foundation

/// A date as HTTP and S3 write it: in UTC, by the Gregorian calendar.
///
/// Days are counted as in Howard Hinnant's "chrono-compatible low-level date algorithms".
package struct UTCTime: Sendable {
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let secondsOfDay = 86_400

    /// Whole days since 1970-01-01.
    private let days: Int
    private let secondOfDay: Int
    private let millisecond: Int

    /// Rounds to a whole millisecond.
    package init(_ date: Date) {
        let milliseconds = Int((date.timeIntervalSince1970 * 1000).rounded())
        let seconds = milliseconds.flooredQuotient(by: 1000)
        millisecond = milliseconds - seconds * 1000
        days = seconds.flooredQuotient(by: Self.secondsOfDay)
        secondOfDay = seconds - days * Self.secondsOfDay
    }

    /// As in headers: `Wed, 12 Oct 2009 17:50:30 GMT`.
    package var http: String {
        let (year, month, day) = Self.civil(days)
        let weekday = Self.weekdays[days - days.flooredQuotient(by: 7) * 7]
        return "\(weekday), \(two(day)) \(Self.months[month - 1]) \(year) \(clock) GMT"
    }

    /// As in S3's documents: `2009-10-12T17:50:30.000Z`.
    package var iso8601: String {
        let (year, month, day) = Self.civil(days)
        return
            "\(year)-\(two(month))-\(two(day))T\(clock).\(millisecond < 100 ? "0" : "")\(two(millisecond))Z"
    }

    /// Reads a date as in headers; nil for anything else.
    package static func date(http text: String) -> Date? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        return date(year, month + 1, day, parts[4].split(separator: ":").compactMap { Int($0) })
    }

    /// Reads a date as in S3's documents, with or without a fraction of a second; nil for anything else.
    package static func date(iso8601 text: String) -> Date? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].last == "Z" else { return nil }
        let day = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        let time = parts[1].dropLast().split(separator: ".", omittingEmptySubsequences: false)
        let clock = time[0].split(separator: ":", omittingEmptySubsequences: false)
        let digits = time.count == 2 ? String(time[1]) : "0"
        guard time.count <= 2, day.map(\.count) == [4, 2, 2], clock.map(\.count) == [2, 2, 2],
            (day + clock + [Substring(digits)]).allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
            let fraction = Double("0.\(digits)"), !digits.isEmpty
        else { return nil }
        let numbers = (day + clock).compactMap { Int($0) }
        return date(numbers[0], numbers[1], numbers[2], Array(numbers[3...]), fraction)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// The date that numbers give, `clock` being hour, minute and second; nil where they give none.
    private static func date(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ clock: [Int],
        _ fraction: Double = 0
    ) -> Date? {
        guard clock.count == 3, (1...12).contains(month), (1...31).contains(day),
            (1970...9999).contains(year), (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        let seconds = count(year, month, day) * secondsOfDay + clock[0] * 3600 + clock[1] * 60 + clock[2]
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    private var clock: String {
        "\(two(secondOfDay / 3600)):\(two(secondOfDay / 60 % 60)):\(two(secondOfDay % 60))"
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Year, month and day of a count of days.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let leapDays = dayOfEra / 1460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        // Counted from the first of March, so that a leap day is a year's last.
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The count of days of a year, month and day.
    private static func count(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredQuotient(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int {
    /// Rounded towards the past, where `/` rounds towards zero.
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
