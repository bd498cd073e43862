import Datasets
import TrainingRuns

/// Measures a run's pace and decides when there is something to report.
struct ProgressMeter<Time: Clock> where Time.Duration == Duration {
    /// Reports come no closer than this, save at the end of an epoch.
    private static var interval: Duration { .milliseconds(500) }
    /// How much of the pace is that of the last report's span; the rest is older.
    private static var freshness: Double { 0.3 }

    private let plan: TrainingPlan
    private let clock: Time
    private let began: Time.Instant
    private var reported: Time.Instant
    private var step: Int
    private var epochLoss = 0.0
    private var epochSteps = 0
    private var imagesSinceReport = 0
    private var waited = Duration.zero
    private var pace: Double?

    /// Starts the clock; `step` steps were done before, by a run that this one goes on from.
    init(plan: TrainingPlan, from step: Int, clock: Time) {
        self.plan = plan
        self.clock = clock
        self.step = step
        began = clock.now
        reported = began
    }

    /// Time in training steps so far, loading included.
    var elapsed: Duration { began.duration(to: clock.now) }

    /// Runs `load` and counts its time as waiting for data.
    mutating func waiting<Value, Failure: Error>(_ load: () throws(Failure) -> Value) throws(Failure) -> Value
    {
        let start = clock.now
        defer { waited += start.duration(to: clock.now) }
        return try load()
    }

    /// Counts a step; returns a report when one is due.
    mutating func count(_ loss: Float, images: Int) -> TrainingEvent.Progress? {
        step += 1
        epochLoss += Double(loss)
        epochSteps += 1
        imagesSinceReport += images
        let endsEpoch = plan.endsEpoch(afterSteps: step)
        let span = reported.duration(to: clock.now)
        guard endsEpoch || span >= Self.interval else { return nil }
        defer { reset(endsEpoch: endsEpoch) }
        let current = Double(imagesSinceReport) / max(span / .seconds(1), 1e-9)
        let pace = self.pace.map { $0 + (current - $0) * Self.freshness } ?? current
        self.pace = pace
        return TrainingEvent.Progress(
            epoch: plan.epoch(afterSteps: step - 1) + 1,
            epochs: plan.epochs,
            step: step,
            steps: plan.steps,
            loss: epochLoss / Double(epochSteps),
            imagesPerSecond: pace,
            waiting: min(1, waited / max(span, .nanoseconds(1))),
            secondsLeft: Double((plan.steps - step) * plan.order.batchSize) / max(pace, 1e-9),
            endsEpoch: endsEpoch
        )
    }

    private mutating func reset(endsEpoch: Bool) {
        reported = clock.now
        imagesSinceReport = 0
        waited = .zero
        if endsEpoch {
            epochLoss = 0
            epochSteps = 0
        }
    }
}
