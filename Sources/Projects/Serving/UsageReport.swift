package import Catalog
package import Foundation

/// What one version did in one month, in UTC.
package struct ModelUsage: Hashable, Sendable {
    /// Of a deleted version too.
    package let version: VersionReference
    package let isDeleted: Bool
    /// Such as `2026-11`.
    package let month: String
    /// Answers that waited for the model to be loaded.
    package let coldCalls: Int
    /// Answers by a model that was loaded.
    package let warmCalls: Int
    /// Questions without an answer, which was not the image's fault.
    package let failedCalls: Int
    package let loads: Int
    /// Of workers computing.
    package let busySeconds: Double
    /// Of workers loaded, each counted.
    package let unitSeconds: Double
    /// The part of them while the version was started.
    package let startedUnitSeconds: Double
    /// From question to answer.
    package let cold: LatencyHistogram
    /// From question to answer.
    package let warm: LatencyHistogram
    /// The most memory of all its workers at one time.
    package let peakBytes: Int64
    package let firstCall: Date?
    package let lastCall: Date?
    /// Hours of an inference unit that Rekognition would have charged; see `UsageReport`.
    package let rekognitionHours: Double
    package let rekognitionDollars: Double

    /// All questions, answered or not.
    package var calls: Int { coldCalls + warmCalls + failedCalls }

    init(_ record: UsageRecord, isDeleted: Bool, hourlyDollars: Double) {
        let counts = record.counts
        version = record.version
        self.isDeleted = isDeleted
        month = record.month
        coldCalls = counts.coldCalls
        warmCalls = counts.warmCalls
        failedCalls = counts.failedCalls
        loads = counts.loads
        busySeconds = counts.busySeconds
        unitSeconds = counts.unitSeconds
        startedUnitSeconds = counts.startedUnitSeconds
        cold = counts.cold
        warm = counts.warm
        peakBytes = counts.peakBytes
        firstCall = counts.firstCall.map { Date(milliseconds: $0) }
        lastCall = counts.lastCall.map { Date(milliseconds: $0) }
        rekognitionHours = counts.rekognitionHours
        rekognitionDollars = counts.rekognitionHours * hourlyDollars
    }
}

/// What models did, and what Rekognition would have charged for it.
///
/// A model there answers only while it runs, takes minutes to start, and each of its units costs for as long. So counted
/// are the unit-hours between start and stop, or the hours from the month's first question to its last, at least one, for one
/// unit, whichever is more: a model that may be asked at any moment between them has to run. A unit that was loaded outside
/// of both cost nothing more.
package struct UsageReport: Hashable, Sendable {
    /// Rekognition's rate for an inference unit and an hour.
    package let hourlyDollars: Double
    /// The day of that rate.
    package let hourlyDollarsDate: String
    /// Newest month first, then by version.
    package let months: [ModelUsage]

    package init(hourlyDollars: Double, hourlyDollarsDate: String, months: [ModelUsage]) {
        self.hourlyDollars = hourlyDollars
        self.hourlyDollarsDate = hourlyDollarsDate
        self.months = months
    }
}

extension UsageCounts {
    /// See `UsageReport`.
    var rekognitionHours: Double {
        var asked = 0.0
        if let firstCall, let lastCall { asked = max(1, Double(lastCall - firstCall) / 3_600_000) }
        return max(asked, startedUnitSeconds / 3600)
    }
}
