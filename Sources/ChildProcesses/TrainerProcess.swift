package import Foundation
import Subprocess
import SystemPackage
package import TrainingRuns

/// Runs `katmai-trainer` as a child and hands on what it says.
package struct TrainerProcess: Sendable {
    /// How a training ended.
    package enum Outcome: Hashable, Sendable {
        case finished(TrainingEvent.Finished)
        /// On request, after a checkpoint.
        case stopped(TrainingEvent.Checkpointed)
        case failed(reason: String)
    }

    private let executable: URL

    /// - Parameter executable: the trainer's binary.
    package init(executable: URL) {
        self.executable = executable
    }

    /// Makes threads that wait for each other sleep after a tenth of a millisecond or so of spinning.
    ///
    /// Asleep at once, a step took a third longer on two free cores; when they spun without end, an epoch took over six
    /// times as long beside a second busy program. The runtime behind libtorch reads these variables when it is loaded,
    /// so they must be set from outside; who set one of them has decided both.
    private static var environment: Environment {
        let wanted = ["OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "3000"]
        let present = ProcessInfo.processInfo.environment
        guard wanted.keys.allSatisfy({ present[$0] == nil }) else { return .inherit }
        return .inherit.updating(
            Dictionary(uniqueKeysWithValues: wanted.map { (.init(stringLiteral: $0), $1) })
        )
    }

    /// Trains the job in `folder` to its end.
    ///
    /// The child has its own session, so that Ctrl-C reaches the parent alone, and stops by itself when the parent dies.
    ///
    /// Each element of `stops` asks the trainer to write a checkpoint and end. `onEvent` is called for each
    /// event, in order; an error from it stops the training and is thrown on.
    package func run(
        _ folder: RunFolder,
        stops: AsyncStream<Void>,
        onEvent: @Sendable (TrainingEvent) throws -> Void
    ) async throws -> Outcome {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .interrupt, allowedDurationToNextStep: .seconds(20))]
        let result = try await Subprocess.run(
            .path(FilePath(executable.path)),
            arguments: [folder.url.path, "--watch-standard-input"],
            environment: Self.environment,
            platformOptions: options,
            input: .inputWriter,
            output: .sequence,
            error: .discarded
        ) { execution -> Outcome? in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await _ in stops { try execution.send(signal: .interrupt) }
                }
                defer { group.cancelAll() }
                return try await follow(execution.standardOutput, onEvent)
            }
        }
        return result.closureResult ?? .failed(reason: silentEnd(result.terminationStatus, folder))
    }

    /// Passes events on until the trainer closes its output; the last that ends a run is the outcome.
    private func follow(
        _ output: SubprocessOutputSequence,
        _ onEvent: (TrainingEvent) throws -> Void
    ) async throws -> Outcome? {
        let decoder = JSONDecoder()
        var outcome: Outcome?
        for try await line in output.strings() where !line.isEmpty {
            let event = try decoder.decode(TrainingEvent.self, from: Data(line.utf8))
            switch event {
            case .finished(let value): outcome = .finished(value)
            case .stopped(let value): outcome = .stopped(value)
            case .failed(let value): outcome = .failed(reason: value.reason)
            case .started, .progress, .validated, .checkpointed, .evaluating: break
            }
            try onEvent(event)
        }
        return outcome
    }

    /// What can be said of a trainer that died without a word: how it ended, and the end of its log.
    private func silentEnd(_ status: TerminationStatus, _ folder: RunFolder) -> String {
        // A missing log has nothing to add.
        let log = (try? String(contentsOf: folder.log, encoding: .utf8)) ?? ""
        let tail = log.split(separator: "\n").suffix(5).joined(separator: "\n")
        return "the trainer ended unexpectedly (\(status))" + (tail.isEmpty ? "" : ":\n\(tail)")
    }
}
