import Catalog
import Synchronization
import TrainingRuns

/// Notes in the catalog what a trainer says, without holding it up.
final class RunRecorder: Sendable {
    private struct State {
        var hasFailed = false
        /// Nil until the trainer has said how far it is: what an earlier one has said stays so long.
        var place: (step: Int, steps: Int)?
        var secondsLeft: Double?
        /// Not written to the run's log yet.
        var unwritten: [TrainingEvent] = []
    }

    /// Between two notes.
    private static let pause = Duration.seconds(1)

    private let workshop: Workshop
    private let version: Int64
    private let state = Mutex(State())
    private let changes: AsyncStream<Void>
    private let change: AsyncStream<Void>.Continuation
    private let began = ContinuousClock.now
    /// What earlier attempts took.
    private let earlierSeconds: Double

    init(workshop: Workshop, version: Int64, earlierSeconds: Double) {
        self.workshop = workshop
        self.version = version
        self.earlierSeconds = earlierSeconds
        (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Whether the trainer has said itself why it fails.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    /// Seconds of all attempts together, this one's so far included.
    var seconds: Double { earlierSeconds + (ContinuousClock.now - began) / .seconds(1) }

    /// Takes in what the trainer says.
    func note(_ event: TrainingEvent) {
        state.withLock { state in
            state.unwritten.append(event)
            switch event {
            case .started(let start):
                state.place = (start.step, start.epochs * start.stepsPerEpoch)
            case .progress(let progress):
                state.place = (progress.step, progress.steps)
                state.secondsLeft = progress.secondsLeft
            case .failed: state.hasFailed = true
            case .validated, .checkpointed, .evaluating, .finished, .stopped: break
            }
        }
        change.yield()
    }

    /// Keeps the run's row up to date until `finish` is called.
    func write() async throws {
        for await _ in changes {
            try await writeNow()
            try await Task.sleep(for: Self.pause)
        }
        try await writeNow()
    }

    /// Lets `write` return after a last note.
    func finish() {
        change.finish()
    }

    private func writeNow() async throws {
        let now = state.withLock { state in
            defer { state.unwritten = [] }
            return state
        }
        try EventLog(RunFiles(workshop.home.run(version)).folder).append(now.unwritten)
        let total = seconds
        try await workshop.write { [version] catalog in
            guard var run = try catalog.run(of: version) else { return }
            if let place = now.place { (run.step, run.steps) = place }
            run.secondsLeft = now.secondsLeft
            run.trainedSeconds = total
            try catalog.update(run)
        }
    }
}
