import Datasets
import Synchronization
import Testing
import TrainingRuns

@testable import Training

/// A clock that stands still until it is told how much time has passed.
private final class ManualClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        let offset: Duration
        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private let offset = Mutex(Duration.zero)
    var now: Instant { Instant(offset: offset.withLock { $0 }) }
    var minimumResolution: Duration { .nanoseconds(1) }
    func pass(_ duration: Duration) { offset.withLock { $0 += duration } }
    func sleep(until deadline: Instant, tolerance: Duration?) async throws {}
}

private func plan(epochs: Int) -> TrainingPlan {
    var settings = TrainingSettings()
    settings.epochs = epochs
    return TrainingPlan(settings: settings, start: .imageNet(path: ""), trainingImages: 32, labels: 1)
}

@Test func `pace, waiting and time left are those of the clock`() throws {
    let clock = ManualClock()
    var meter = ProgressMeter(plan: plan(epochs: 2), from: 0, clock: clock)
    clock.pass(.seconds(1))
    meter.waiting { clock.pass(.seconds(1)) }
    let counted = meter.count(1.5, images: 8)
    let report = try #require(counted)
    #expect(report.epoch == 1 && report.step == 1 && report.steps == 8)
    #expect(abs(report.imagesPerSecond - 4) < 1e-9)
    #expect(abs(report.waiting - 0.5) < 1e-9)
    #expect(abs(report.secondsLeft - 14) < 1e-9)
    #expect(report.loss == 1.5)
}

@Test func `reports come twice a second and at the end of each epoch`() {
    let clock = ManualClock()
    var meter = ProgressMeter(plan: plan(epochs: 1), from: 0, clock: clock)
    clock.pass(.milliseconds(400))
    let early = meter.count(2, images: 8)
    #expect(early == nil)
    clock.pass(.milliseconds(200))
    let due = meter.count(4, images: 8)
    #expect(due?.loss == 3)
    let next = meter.count(4, images: 8)
    #expect(next == nil)
    let last = meter.count(4, images: 8)
    #expect(last?.endsEpoch == true)
}

@Test func `a resumed run counts on from its step`() throws {
    let clock = ManualClock()
    var meter = ProgressMeter(plan: plan(epochs: 2), from: 5, clock: clock)
    clock.pass(.seconds(2))
    let counted = meter.count(1, images: 8)
    let report = try #require(counted)
    #expect(report.step == 6)
    #expect(report.epoch == 2)
    #expect(abs(report.secondsLeft - 4) < 1e-9)
}
