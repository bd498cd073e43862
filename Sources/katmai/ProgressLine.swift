import Glibc

/// One line on a watched terminal that says how far a list of images is; nothing when standard error is a file.
struct ProgressLine {
    private let total: Int
    private let isShown: Bool
    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private var lastShown: ContinuousClock.Instant?

    /// A short list is done before a line about it could be read.
    init(total: Int) {
        self.total = total
        isShown = Terminal.isWatched && total > 5
        start = clock.now
    }

    /// Shows the line again, at most ten times a second.
    mutating func update(done: Int) {
        let now = clock.now
        guard isShown, lastShown.map({ now - $0 > .milliseconds(100) }) ?? true else { return }
        lastShown = now
        show(Self.text(done: done, total: total, seconds: (now - start) / .seconds(1)))
    }

    /// Takes the line away, so that other lines can be written.
    mutating func clear() {
        guard isShown, lastShown != nil else { return }
        show("")
        lastShown = nil
    }

    /// As `120 of 605 images, 24.0 a second, 0:20 left`.
    static func text(done: Int, total: Int, seconds: Double) -> String {
        guard done > 0, seconds > 0 else { return "\(done) of \(total) images" }
        let rate = Double(done) / seconds
        let left = Int((Double(total - done) / rate).rounded(.up))
        let clock = "\(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60)"
        return "\(done) of \(total) images, \((rate * 10).rounded() / 10) a second, \(clock) left"
    }

    private func show(_ text: String) {
        // A terminal that cannot be written shows nothing, and the results do not depend on it.
        try? Terminal.write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
    }
}
