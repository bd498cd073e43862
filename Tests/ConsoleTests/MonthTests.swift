import Catalog
import Foundation
import Testing

@testable import Console
@testable import Projects

private let project = ProjectReference(name: "bears", number: 100)

private func usage(_ name: String, _ month: String, number: Int64, calls: Int) -> ModelUsage {
    var counts = UsageCounts()
    counts.warmCalls = calls
    counts.firstCall = 0
    counts.lastCall = 7_200_000
    let record = UsageRecord(versionID: number, month: month, project: name, name: "v1", counts: counts)
    return ModelUsage(record, isDeleted: false, hourlyDollars: 4)
}

private func shown(_ months: [ModelUsage]) -> MonthShown? {
    let report = UsageReport(hourlyDollars: 4, hourlyDollarsDate: "2026-07-01", months: months)
    return MonthShown(report, project, now: Date(timeIntervalSince1970: 1_690_556_751))
}

@Test func `a project's month is the sum of its versions`() {
    let month = shown([
        usage("bears", "2023-07", number: 101, calls: 1000), usage("bears", "2023-07", number: 102, calls: 1),
    ])
    #expect(month?.requests == "1,001 requests")
    #expect(month?.hours == "4.0 hours" && month?.dollars == "$16.00" && month?.rate == "$4.00")
}

@Test func `a version's months have dollars and the day of their rate`() {
    let report = UsageReport(
        hourlyDollars: 4,
        hourlyDollarsDate: "2026-07-01",
        months: [usage("bears", "2023-07", number: 101, calls: 1000)]
    )
    let shown = UsageShown(report)
    #expect(shown.months.map(\.dollars) == ["$8.00"] && shown.months.map(\.hours) == ["2.0"])
    #expect(shown.hasMonths && shown.rate == "$4.00" && shown.rateDate == "2026-07-01")
}

@Test func `other months, other projects and an earlier one of the same name do not count`() {
    let others = [
        usage("bears", "2023-06", number: 101, calls: 5), usage("wolves", "2023-07", number: 103, calls: 5),
        usage("bears", "2023-07", number: 99, calls: 5),
    ]
    #expect(shown(others) == nil)
}
