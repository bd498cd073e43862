import Glibc

/// How long things took, counted in buckets of which each is 12 % wider than the one before.
///
/// Of thousands of times it keeps a hundred numbers, adds up over hours and months, and gives percentiles that are at most
/// 12 % above the true ones, and never below.
package struct LatencyHistogram: Hashable, Sendable, Codable {
    /// The highest seconds of each bucket, from 1 ms to 126 s, twenty to the power of ten; above them is one more.
    package static let bounds: [Double] = (0...102).map { 0.001 * pow(10, Double($0) / 20) }

    /// How many times are in each bucket that is not empty.
    package private(set) var counts: [Int: Int] = [:]
    /// All times together.
    package private(set) var seconds = 0.0
    package private(set) var longest = 0.0

    /// No times yet.
    package init() {}

    /// How many times were taken in.
    package var count: Int { counts.values.reduce(0, +) }

    /// Takes in one time.
    package mutating func add(seconds: Double) {
        counts[Self.bucket(of: seconds), default: 0] += 1
        self.seconds += seconds
        longest = max(longest, seconds)
    }

    /// Takes in all that another has.
    package mutating func merge(_ other: LatencyHistogram) {
        counts.merge(other.counts) { $0 + $1 }
        seconds += other.seconds
        longest = max(longest, other.longest)
    }

    /// The seconds that so many percent of the times do not exceed; nil where there are none.
    package func percentile(_ percent: Double) -> Double? {
        let all = count
        guard all > 0 else { return nil }
        let rank = max(1, Int((percent / 100 * Double(all)).rounded(.up)))
        var passed = 0
        for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed >= rank {
                return bucket < Self.bounds.count ? min(Self.bounds[bucket], longest) : longest
            }
        }
        return longest
    }

    /// How many times are at most one of the `bounds`; for other seconds, whole buckets below them.
    package func count(atMost seconds: Double) -> Int {
        counts.reduce(0) { sum, entry in
            let isBelow = entry.key < Self.bounds.count && Self.bounds[entry.key] <= seconds
            return isBelow ? sum + entry.value : sum
        }
    }

    /// The first bucket that reaches up to so many seconds.
    private static func bucket(of seconds: Double) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
