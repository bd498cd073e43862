package import Catalog
import ChildProcesses
import Foundation
import InferenceUnits
import Logging

/// Starts and stops models, and asks them.
package actor ModelRunner {
    /// Requests that may wait for a model, for each of its inference units.
    private static let waitingPerUnit = 64

    private let workshop: Workshop
    private let shutdown = StopSignal()
    private let meter: DetectionMeter
    /// By the version's number.
    private var units: [Int64: ModelUnit] = [:]

    /// A runner without models; `run` brings those back that an earlier process has left running.
    package init(workshop: Workshop) {
        self.workshop = workshop
        meter = DetectionMeter(workshop: workshop)
    }

    /// Brings back what was running, waits until `shutDown` is called, and ends all workers.
    ///
    /// The versions stay `RUNNING`: the next process brings them back.
    package func run() async throws {
        let left = try await workshop.catalog.read { catalog in
            try catalog.versions(inStatus: [.starting, .running, .stopping])
        }
        for version in left where version.status == .stopping { await concludeStop(version.id) }
        await withDiscardingTaskGroup { group in
            for version in left where version.status != .stopping {
                group.addTask { await self.launch(version.id, waiting: version.minimumUnits ?? 1) }
            }
        }
        for await _ in shutdown.stream() { break }
        for unit in units.values { await unit.stop() }
        units = [:]
        do {
            try await meter.flush()
        } catch {
            // A stop that is otherwise good is no failure for some counts of detections.
            workshop.log.error("detections are not counted", metadata: ["reason": "\(error)"])
        }
    }

    /// Lets `run` return.
    package nonisolated func shutDown() {
        shutdown.give()
    }

    /// Starts a model and waits until it is running, or cannot be.
    ///
    /// Returns `STARTING` all the same, as AWS does. Throws `noSuchVersion`, `versionBusy`, `limitExceeded` or
    /// `invalidInferenceUnits`.
    package func start(
        _ version: VersionReference,
        minimumUnits: Int,
        maximumUnits: Int?
    ) async throws -> VersionStatus {
        let most = maximumUnits ?? minimumUnits
        guard minimumUnits >= 1, most >= minimumUnits else {
            throw ProjectError.invalidInferenceUnits(minimum: minimumUnits, maximum: most)
        }
        let limits = workshop.limits
        let number = try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard var starting = try catalog.advance(record, .startBegan, VersionMessage.starting) else {
                throw ProjectError.versionBusy(version, record.status)
            }
            guard most <= limits.inferenceUnitsPerModel else {
                throw ProjectError.limitExceeded(.inferenceUnits, limit: limits.inferenceUnitsPerModel)
            }
            let running = try catalog.versions(inStatus: [.starting, .running, .stopping]).count
            guard running <= limits.runningModels else {
                throw ProjectError.limitExceeded(.runningModels, limit: limits.runningModels)
            }
            starting.minimumUnits = minimumUnits
            starting.maximumUnits = maximumUnits
            try catalog.update(starting)
            return record.id
        }
        // Goes on to its end when the client does not wait for it.
        await Task { await launch(number, waiting: most) }.value
        return .starting
    }

    /// Stops a running model and waits until it is stopped.
    ///
    /// Returns `STOPPING`. Throws `noSuchVersion` or `versionBusy`.
    package func stop(_ version: VersionReference) async throws -> VersionStatus {
        let number = try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard try catalog.advance(record, .stopBegan, VersionMessage.stopping) != nil else {
                throw ProjectError.versionBusy(version, record.status)
            }
            return record.id
        }
        // Goes on to its end when the client does not wait for it.
        await Task { await end(number) }.value
        return .stopping
    }

    /// What a running model finds in an image, most confident first.
    ///
    /// - Parameters:
    ///   - image: A JPEG or PNG.
    ///   - version: The model to ask.
    ///   - minimumConfidence: 0...100; nil takes each label's own assumed threshold.
    ///   - maximumResults: The most labels; nil and 0 are no limit.
    /// - Returns: All that is confident enough.
    /// - Throws: `noSuchVersion`, `modelNotRunning`, `objectUnreadable`, `imageTooLarge`, `imageTooWideOrHigh`,
    ///   `imageUnusable`, `modelOverloaded` or `modelBroken`.
    package func detect(
        in image: ImageInput,
        with version: VersionReference,
        minimumConfidence: Double?,
        maximumResults: Int?
    ) async throws -> [DetectedLabel] {
        let record = try await workshop.catalog.read { try $0.existingVersion(version) }
        guard record.status == .running else { throw ProjectError.modelNotRunning(version, record.status) }
        let bytes = try await workshop.bytes(of: image)
        let unit = units[record.id] ?? startUnit(record.id, waiting: record.minimumUnits ?? 1)
        let outcome: InferenceAnswer.Outcome
        do {
            outcome = try await unit.detect(
                bytes,
                minimumConfidence: minimumConfidence.map { $0 / 100 },
                maximumResults: maximumResults.flatMap { $0 > 0 ? $0 : nil }
            )
        } catch ModelUnit.Failure.overloaded {
            throw ProjectError.modelOverloaded(version)
        } catch ModelUnit.Failure.stopped {
            throw ProjectError.modelNotRunning(version, .stopping)
        } catch {
            if unit.hasFailed { await concludeFailure(record.id, error) }
            throw ProjectError.modelBroken(version, reason: "\(error)")
        }
        switch outcome {
        case .found(let found):
            await meter.count(record.id)
            return found.detections.map { DetectedLabel($0, in: found.size) }
        case .failed(let failure) where failure.code == .badImage:
            throw ProjectError.imageUnusable(reason: failure.message)
        case .failed(let failure):
            throw ProjectError.modelBroken(version, reason: failure.message)
        }
    }

    private func startUnit(_ version: Int64, waiting units: Int) -> ModelUnit {
        let unit = ModelUnit(
            WorkerLaunch(
                bundle: workshop.home.model(version),
                cacheFolder: workshop.home.compiledModels,
                executable: workshop.programs.worker
            ),
            waiting: Self.waitingPerUnit * units
        )
        self.units[version] = unit
        return unit
    }

    private func launch(_ version: Int64, waiting: Int) async {
        let unit = units[version] ?? startUnit(version, waiting: waiting)
        do {
            try await unit.waitUntilReady()
            try await conclude(version, .startSucceeded, VersionMessage.running)
        } catch {
            await concludeFailure(version, error)
        }
    }

    private func end(_ version: Int64) async {
        if let unit = units.removeValue(forKey: version) { await unit.stop() }
        await concludeStop(version)
    }

    private func concludeStop(_ version: Int64) async {
        do {
            try await meter.flush()
            try await conclude(version, .stopSucceeded, VersionMessage.stopped)
        } catch {
            workshop.log.error(
                "a stopped model stays STOPPING until the next start",
                metadata: ["version": "\(version)", "reason": "\(error)"]
            )
        }
    }

    private func concludeFailure(_ version: Int64, _ reason: any Error) async {
        units[version] = nil
        workshop.log.error(
            "a model cannot be run",
            metadata: ["version": "\(version)", "reason": "\(reason)"]
        )
        do {
            try await conclude(version, .startFailed, "The model cannot be run: \(reason)")
        } catch {
            workshop.log.error("its status stays", metadata: ["reason": "\(error)"])
        }
    }

    /// Gives a version the status that an event leads to; from anything but `RUNNING` on it has no units.
    private func conclude(_ version: Int64, _ event: VersionEvent, _ message: String) async throws {
        try await workshop.write { catalog in
            guard let record = try catalog.version(number: version),
                var advanced = try catalog.advance(record, event, message)
            else { return }
            if advanced.status != .running {
                advanced.minimumUnits = nil
                advanced.maximumUnits = nil
                try catalog.update(advanced)
            }
        }
    }
}
