import Catalog
import Foundation
import Projects

/// What a project's versions did this month, as its page says it in one line.
struct MonthShown: Hashable, Sendable {
    /// Such as "1,204 requests".
    let requests: String
    /// Such as "2.0 hours".
    let hours: String
    let dollars: String
    let rate: String
    let rateDate: String
}

extension MonthShown {
    /// Nil where nobody asked anything and nothing was started.
    ///
    /// Counts versions that are deleted meanwhile too, but none of an earlier project of the same name.
    init?(_ report: UsageReport, _ project: ProjectReference, now: Date) {
        let month = now.formatted(.iso8601).prefix(7)
        let usages = report.months.filter { usage in
            usage.month == month && usage.version.project == project.name
                && usage.version.number >= project.number
        }
        let calls = usages.reduce(0) { $0 + $1.calls }
        let hours = usages.reduce(0) { $0 + $1.rekognitionHours }
        guard calls > 0 || hours > 0 else { return nil }
        requests = Words.count(calls, "request")
        self.hours = String(format: "%.1f hours", hours)
        dollars = Words.dollars(usages.reduce(0) { $0 + $1.rekognitionDollars })
        rate = Words.dollars(report.hourlyDollars)
        rateDate = report.hourlyDollarsDate
    }
}

extension ServedModel {
    /// How it is served and whether it is in memory, such as "on demand, loaded".
    var words: String {
        if isPinned { return "started, \(Words.count(minimumUnits ?? 1, "unit")), \(load.rawValue)" }
        let way = mode == .onDemand ? "on demand" : "by hand"
        guard let secondsUntilUnload else { return "\(way), \(load.rawValue)" }
        return "\(way), \(load.rawValue) for \(Words.duration(secondsUntilUnload))"
    }
}
