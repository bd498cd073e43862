package import Foundation

/// What versions were asked and took, as commands and `/_/usage` tell it.
package struct ListedUsage: Hashable, Sendable, Codable {
    /// Rekognition's price of an inference unit's hour, and the day on which it was looked up.
    package let hourlyDollars: Double
    package let hourlyDollarsDate: String
    /// Newest month first.
    package let months: [ListedMonth]

    package init(hourlyDollars: Double, hourlyDollarsDate: String, months: [ListedMonth]) {
        self.hourlyDollars = hourlyDollars
        self.hourlyDollarsDate = hourlyDollarsDate
        self.months = months
    }
}

/// One version in one month.
package struct ListedMonth: Hashable, Sendable, Codable {
    package let project: String
    package let version: String
    package let arn: String
    package let isDeleted: Bool
    /// By UTC, such as `2026-11`.
    package let month: String
    /// All three together.
    package let calls: Int
    /// Answered after a load that they waited for, and answered at once.
    package let coldCalls: Int
    package let warmCalls: Int
    package let failedCalls: Int
    package let loads: Int
    /// Of workers that computed.
    package let busySeconds: Double
    /// That units were loaded: two units for a second are two.
    package let unitSeconds: Double
    /// Of them while the model was started.
    package let startedUnitSeconds: Double
    /// From question to answer; nil where there was none.
    package let cold: ListedLatency?
    package let warm: ListedLatency?
    /// The most memory of all its workers at one time.
    package let peakBytes: Int64
    package let firstCall: Date?
    package let lastCall: Date?
    /// What Rekognition would have charged for.
    package let rekognitionHours: Double
    package let rekognitionDollars: Double
}

/// How long answers took, in milliseconds: half were given within `p50`.
package struct ListedLatency: Hashable, Sendable, Codable {
    package let p50: Double
    package let p95: Double
    package let p99: Double
    package let longest: Double
}
