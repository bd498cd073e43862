import Catalog
import Foundation
import Testing

@testable import Projects

/// 2026-11-30T23:59:00Z.
private let late = Date(timeIntervalSince1970: 1_796_083_140)

private func count(_ meter: inout UsageMeter, at date: Date, isCold: Bool = false, seconds: Double = 0.1) {
    meter.answered(7, at: date, seconds: seconds, busySeconds: 0.05, isCold: isCold, isImage: true)
}

@Test func `calls are counted in their month, in UTC`() throws {
    var meter = UsageMeter()
    count(&meter, at: late, isCold: true, seconds: 0.2)
    count(&meter, at: late)
    count(&meter, at: late.addingTimeInterval(60))
    meter.failed(7, at: late.addingTimeInterval(61))
    let batch = meter.take(at: late, now: 0)
    let november = try #require(batch.months[UsageMonth(versionID: 7, of: late)])
    #expect(november.coldCalls == 1)
    #expect(november.warmCalls == 1)
    #expect(november.cold.percentile(50) == 0.2)
    #expect(november.warm.percentile(50) == 0.1)
    #expect(november.busySeconds == 0.1)
    #expect(november.firstCall == late.milliseconds)
    let december = try #require(batch.months[UsageMonth(versionID: 7, of: late.addingTimeInterval(60))])
    #expect(december.warmCalls == 1)
    #expect(december.failedCalls == 1)
    #expect(december.lastCall == late.addingTimeInterval(61).milliseconds)
    #expect(batch.images.map(\.images) == [2, 1] || batch.images.map(\.images) == [1, 2])
    #expect(UsageMonth(versionID: 7, of: late).month == "2026-11")
    #expect(meter.take(at: late, now: 0).isEmpty)
}

@Test func `loaded time counts each unit, and apart what was started`() {
    var meter = UsageMeter()
    meter.units(7, 1, isStarted: false, at: late, now: 10)
    meter.units(7, 1, isStarted: false, at: late, now: 11)
    meter.units(7, 2, isStarted: true, at: late, now: 15)
    let first = meter.take(at: late, now: 16)
    #expect(first.months[UsageMonth(versionID: 7, of: late)]?.unitSeconds == 7)
    #expect(first.months[UsageMonth(versionID: 7, of: late)]?.startedUnitSeconds == 2)
    meter.units(7, 0, isStarted: false, at: late, now: 20)
    let second = meter.take(at: late, now: 100)
    #expect(second.months[UsageMonth(versionID: 7, of: late)]?.unitSeconds == 8)
    #expect(meter.take(at: late, now: 200).isEmpty)
}

@Test func `what could not be written is counted once`() throws {
    var meter = UsageMeter()
    count(&meter, at: late)
    let batch = meter.take(at: late, now: 0)
    #expect(meter.hasCalls == false)
    count(&meter, at: late)
    meter.putBack(batch)
    #expect(meter.hasCalls)
    let all = meter.take(at: late, now: 0)
    #expect(all.months.values.map(\.warmCalls) == [2])
    #expect(all.images.map(\.images) == [2])
}

@Test func `Rekognition charges from the first question to the last, or from start to stop`() {
    var counts = UsageCounts()
    #expect(counts.rekognitionHours == 0)
    counts.firstCall = 0
    counts.lastCall = 0
    #expect(counts.rekognitionHours == 1)
    counts.lastCall = 36_000_000
    #expect(counts.rekognitionHours == 10)
    counts.startedUnitSeconds = 72_000
    #expect(counts.rekognitionHours == 20)
}
