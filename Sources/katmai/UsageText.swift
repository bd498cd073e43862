import Foundation
import Server

/// Usage as people read it.
enum UsageText {
    /// A line for each version and month, and what all that would have cost.
    static func table(of usage: ListedUsage) -> String {
        var table = TextTable(columns: [
            .text("month"), .text("version"), .number("calls"), .number("cold"), .number("failed"),
            .number("loads"), .number("busy"), .number("loaded"), .number("cold p95"), .number("warm p50"),
            .number("warm p95"), .number("peak"), .number("Rekognition"),
        ])
        table.rows = usage.months.map(row)
        let dollars = usage.months.reduce(0) { $0 + $1.rekognitionDollars }
        return table.text + """


            Rekognition would have charged \(price(dollars)), at \(price(usage.hourlyDollars)) an hour and unit \
            (price of \(usage.hourlyDollarsDate)).
            """
    }

    private static func row(_ month: ListedMonth) -> [String] {
        [
            month.month, "\(month.project)/\(month.version)" + (month.isDeleted ? " (deleted)" : ""),
            "\(month.calls)", "\(month.coldCalls)", "\(month.failedCalls)", "\(month.loads)",
            VersionText.duration(month.busySeconds), VersionText.duration(month.unitSeconds),
            milliseconds(month.cold?.p95), milliseconds(month.warm?.p50), milliseconds(month.warm?.p95),
            VersionText.memory(month.peakBytes), price(month.rekognitionDollars),
        ]
    }

    /// In whole milliseconds.
    private static func milliseconds(_ time: Double?) -> String {
        time.map { "\(Int($0.rounded())) ms" } ?? "-"
    }

    /// Dollars and cents.
    private static func price(_ dollars: Double) -> String {
        let cents = Int((dollars * 100).rounded())
        let rest = "\(cents % 100)"
        return "$\(cents / 100)." + (rest.count == 1 ? "0" : "") + rest
    }
}
