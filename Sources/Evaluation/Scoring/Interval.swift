/// The range that holds the middle 95 % of a figure's resampled values; in JSON `[low, high]`.
package struct Interval: Hashable, Sendable {
    package let low: Double
    package let high: Double

    package init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// From the 2.5th to the 97.5th percentile, linear between neighbours as NumPy's default; nil for no values.
    init?(of values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        func percentile(_ share: Double) -> Double {
            let position = share * Double(sorted.count - 1)
            let below = Int(position)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
        }
        self.init(low: percentile(0.025), high: percentile(0.975))
    }

    /// Whether the value lies in the range, its ends included.
    package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

extension Interval: Codable {
    package init(from decoder: any Decoder) throws {
        var ends = try decoder.unkeyedContainer()
        self.init(low: try ends.decode(Double.self), high: try ends.decode(Double.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var ends = encoder.unkeyedContainer()
        try ends.encode(low)
        try ends.encode(high)
    }
}
