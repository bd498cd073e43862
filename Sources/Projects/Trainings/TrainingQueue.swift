package import Catalog
import Logging
package import TrainingRuns

/// Carries trainings out, one after the other or as many at once as a setting allows.
package actor TrainingQueue {
    /// How long to wait before trying again what the state of the machine did not allow.
    private static let patience = Duration.seconds(10)

    let workshop: Workshop
    private let settings: TrainingSettings
    private let concurrency: Int
    private let shutdown = StopSignal()
    /// By the version's number: the runs at work, and how to stop them.
    private var active: [Int64: StopSignal] = [:]

    /// A queue that begins to work with `run`.
    ///
    /// - Parameters:
    ///   - workshop: What all use cases share.
    ///   - settings: For every training.
    ///   - concurrency: The most trainings at one time.
    package init(workshop: Workshop, settings: TrainingSettings, concurrency: Int) {
        self.workshop = workshop
        self.settings = settings
        self.concurrency = concurrency
    }

    /// Works until `stop` is called; runs that an earlier process left go on first.
    package func run() async throws {
        do {
            try await workshop.write { try $0.requeueRuns() }
        } catch ProjectError.diskFull {
            // They only look busy: what had begun is pending either way.
        }
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in workshop.bells.trainings.rings {
                while active.count < concurrency, let version = try await next() {
                    // Somebody may have cancelled it while this was found out.
                    guard active[version] == nil else { continue }
                    let signal = StopSignal()
                    active[version] = signal
                    group.addTask { await self.carryOut(version, signal) }
                }
            }
            for signal in active.values { signal.give() }
        }
    }

    /// Lets `run` return, after the trainers at work have written a checkpoint.
    package nonisolated func stop() {
        shutdown.give()
        workshop.bells.trainings.close()
    }

    /// Ends a training that waits or is at work: the version becomes `TRAINING_FAILED`.
    ///
    /// Throws `noSuchVersion`, or `versionBusy` where it is not training.
    package func cancel(_ version: VersionReference) async throws {
        let number = try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard record.status == .training, var run = try catalog.run(of: record.id) else {
                throw ProjectError.versionBusy(version, record.status)
            }
            run.isCancelled = true
            try catalog.update(run)
            return record.id
        }
        if let signal = active[number] {
            signal.give()
        } else {
            let signal = StopSignal()
            active[number] = signal
            await carryOut(number, signal)
        }
    }

    private func next() async throws -> Int64? {
        guard !shutdown.isGiven else { return nil }
        let pending = try await workshop.catalog.read { try $0.pendingRuns() }
        return RunOrder.next(of: pending, active: Set(active.keys))
    }

    private func carryOut(_ version: Int64, _ signal: StopSignal) async {
        let run = TrainingRun(workshop: workshop, version: version, settings: settings, stop: signal)
        do {
            try await run.carryOut()
        } catch is RunInterrupted {
            await finishCancellation(of: run)
        } catch is CancellationError {
            // The next process goes on.
        } catch {
            workshop.log.error(
                "a training waits",
                metadata: ["version": "\(version)", "reason": "\(error)"]
            )
            await Self.pause(until: signal)
        }
        active[version] = nil
        workshop.bells.trainings.ring()
    }

    /// Is patient, but not with a stop.
    private static func pause(until signal: StopSignal) async {
        await withTaskGroup(of: Void.self) { group in
            // Cancelled or not, what follows is right.
            group.addTask { try? await Task.sleep(for: patience) }
            group.addTask { for await _ in signal.stream() { break } }
            await group.next()
            group.cancelAll()
        }
    }

    /// A run may be stopped by a cancellation while it is being prepared, where nobody asks why.
    private func finishCancellation(of run: TrainingRun) async {
        do {
            let isCancelled = try await workshop.catalog.read { catalog in
                try catalog.run(of: run.version)?.isCancelled ?? false
            }
            if isCancelled { try await run.end(with: .cancelled) }
        } catch {
            workshop.log.error(
                "a cancelled training is not ended yet",
                metadata: ["version": "\(run.version)", "reason": "\(error)"]
            )
        }
    }
}
