/// Milliseconds from lap to lap.
struct Stopwatch {
    private let clock = ContinuousClock()
    private var start: ContinuousClock.Instant

    init() {
        start = clock.now
    }

    /// The time since the last lap, or since the watch was made.
    mutating func lap() -> Double {
        let now = clock.now
        defer { start = now }
        return (now - start) / .milliseconds(1)
    }
}
