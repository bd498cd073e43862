import Catalog
import ChildProcesses
import Foundation
import Logging
import TrainingRuns

/// Carries one training from the queue to its end, going on wherever an earlier process has left it.
struct TrainingRun: Sendable {
    /// How often to look whether another trainer has left the folder.
    private static let pause = Duration.milliseconds(200)
    /// Bytes that a trainer must find free: two checkpoints, while one takes the other's place, and a bundle.
    private static let room: Int64 = 128 << 20

    let workshop: Workshop
    let version: Int64
    let settings: TrainingSettings
    let stop: StopSignal

    private var files: RunFiles { RunFiles(workshop.home.run(version)) }

    /// Trains; what is wrong with the data or the trainer ends in the version's status.
    ///
    /// Throws `RunInterrupted` when the server stops, and what may be better later, such as a full disk; either way the run
    /// is back in the queue.
    func carryOut() async throws {
        do {
            try await work()
        } catch let failure as RunFailure {
            try await end(with: failure)
        } catch let error where Self.mayPass(error) {
            try await advance(.interrupted)
            throw error
        } catch {
            workshop.log.error(
                "a training failed",
                metadata: ["version": "\(version)", "reason": "\(error)"]
            )
            try await end(with: RunFailure(message: "\(VersionMessage.serviceFault) \(error)"))
        }
    }

    /// Ends the run without a model.
    func end(with failure: RunFailure) async throws {
        try await TrainingPublication(workshop: workshop, version: version, files: files).publish(failure)
        try await tidy()
    }

    private static func mayPass(_ error: any Error) -> Bool {
        if error is RunInterrupted || error is CancellationError { return true }
        if case ProjectError.diskFull = error { return true }
        return (error as? CocoaError)?.code == .fileWriteOutOfSpace
    }

    private func work() async throws {
        let (record, project, run) = try await begin()
        if run.isCancelled { throw RunFailure.cancelled }
        if !files.isPrepared {
            try await TrainingPreparation(
                workshop: workshop,
                version: record,
                project: project,
                settings: settings.with(run),
                startVersion: run.startVersionID,
                files: files,
                stop: stop
            ).prepare()
            workshop.failpoint.pass(.trainingPrepared)
        }
        try await advance(.prepared)
        // A bundle has its name only when it is whole.
        if !FileManager.default.fileExists(atPath: workshop.home.model(version).path) { try await train() }
        workshop.failpoint.pass(.trainingFinished)
        try await advance(.trained)
        try await TrainingPublication(workshop: workshop, version: version, files: files).publish()
        try await tidy()
    }

    private func begin() async throws -> (VersionRecord, ProjectRecord, RunRecord) {
        let now = workshop.moment
        return try await workshop.write { [version] catalog in
            guard let record = try catalog.version(number: version), var run = try catalog.run(of: version),
                let project = try catalog.project(number: record.projectID),
                let status = run.status.after(.begun)
            else { throw RunInterrupted() }
            run.status = status
            run.started = run.started ?? now
            try catalog.update(run)
            return (record, project, run)
        }
    }

    private func advance(_ event: RunEvent) async throws {
        try await workshop.write { [version] catalog in
            guard var run = try catalog.run(of: version), let status = run.status.after(event) else { return }
            run.status = status
            try catalog.update(run)
        }
    }

    /// Starts trainers until one of them has made a model.
    private func train() async throws {
        try HomeFolders.makeFolder(for: workshop.home.model(version))
        // Of this process: who stops the server often has no worse trainers.
        var deaths = 0
        while true {
            try await waitForFolder()
            try checkRoom()
            let attempt = try await beginAttempt()
            let recorder = RunRecorder(
                workshop: workshop,
                version: version,
                earlierSeconds: attempt.trainedSeconds
            )
            switch try await runTrainer(recorder) {
            case .finished: return
            case .stopped:
                if try await isCancelled() { throw RunFailure.cancelled }
                try stop.check()
            case .failed(let reason):
                if try await isCancelled() { throw RunFailure.cancelled }
                try stop.check()
                // It is not the training's fault, which goes on from its checkpoint when there is room.
                try checkRoom()
                deaths += 1
                guard RetryRule.retries(after: deaths, hasSpoken: recorder.hasFailed) else {
                    throw RunFailure(message: reason)
                }
                workshop.log.warning(
                    "a trainer died",
                    metadata: ["version": "\(version)", "reason": "\(reason)"]
                )
            }
        }
    }

    private func runTrainer(_ recorder: RunRecorder) async throws -> TrainerProcess.Outcome {
        let trainer = TrainerProcess(executable: workshop.programs.trainer)
        async let writing: Void = recorder.write()
        let outcome: TrainerProcess.Outcome
        do {
            outcome = try await trainer.run(files.folder, stops: stop.stream()) { event in
                recorder.note(event)
                if case .started = event { workshop.failpoint.pass(.trainingBegun) }
            }
        } catch {
            recorder.finish()
            throw error
        }
        recorder.finish()
        try await writing
        return outcome
    }

    /// A trainer of a server that was killed ends by itself, after a checkpoint; until then the folder is its own.
    private func waitForFolder() async throws {
        while true {
            try stop.check()
            do {
                try RunLock(files.folder).release()
                return
            } catch is RunLock.InUse {
                try await Task.sleep(for: Self.pause)
            }
        }
    }

    private func checkRoom() throws {
        let system = try FileManager.default.attributesOfFileSystem(forPath: workshop.home.home.path)
        guard let free = system[.systemFreeSize] as? NSNumber, free.int64Value < Self.room else { return }
        throw ProjectError.diskFull
    }

    private func beginAttempt() async throws -> RunRecord {
        try await workshop.write { [version] catalog in
            guard var run = try catalog.run(of: version) else { throw RunInterrupted() }
            if run.isCancelled { throw RunFailure.cancelled }
            run.attempts += 1
            try catalog.update(run)
            return run
        }
    }

    private func isCancelled() async throws -> Bool {
        try await workshop.catalog.read { [version] catalog in
            try catalog.run(of: version)?.isCancelled ?? false
        }
    }

    private func tidy() async throws {
        try await OwnThread(label: "tidy").run { [files] in try files.tidy() }
    }
}
