package import Catalog
import Foundation
import InferenceUnits
import Logging

/// Starts and stops models, and asks them.
package actor ModelRunner {
    package nonisolated let settings: ServingSettings
    let workshop: Workshop
    let served: ServedModels
    private let shutdown = StopSignal()

    /// A runner without models; `run` brings those back that an earlier process has left running.
    package init(workshop: Workshop, serving: ServingSettings = ServingSettings()) {
        self.workshop = workshop
        settings = serving
        served = ServedModels(workshop: workshop, settings: serving)
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
                group.addTask { await self.launch(version) }
            }
            for await _ in shutdown.stream() { break }
            await served.shutDown()
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
        let started = try await workshop.write { catalog in
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
            return starting
        }
        // Goes on to its end when the client does not wait for it.
        await Task { await launch(started) }.value
        return .starting
    }

    /// Stops a running model and waits until it is stopped.
    ///
    /// Returns `STOPPING`. Throws `noSuchVersion` or `versionBusy`.
    package func stop(_ version: VersionReference) async throws -> VersionStatus {
        let settings = settings
        let (number, mode) = try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard try catalog.advance(record, .stopBegan, VersionMessage.stopping) != nil else {
                throw ProjectError.versionBusy(version, record.status)
            }
            return (record.id, try catalog.serving(of: record, settings).mode)
        }
        // Goes on to its end when the client does not wait for it.
        await Task {
            await served.leave(number, isClosing: mode == .manual)
            await concludeStop(number)
        }.value
        return .stopping
    }

    /// Unloads a version that is being deleted; what waits for it is answered, what comes later refused.
    func unload(_ version: Int64) async {
        await served.remove(version)
    }

    private func launch(_ version: VersionRecord) async {
        let least = version.minimumUnits ?? 1
        do {
            try await served.start(
                version.id,
                minimum: least,
                maximum: version.maximumUnits ?? least,
                idleSeconds: version.idleSeconds ?? settings.idleSeconds
            )
        } catch {
            // That it cannot be loaded is in its status by now. What this process, about to end, did not come to is brought
            // back by the next.
            return
        }
        do {
            let now = try await status.conclude(version.id, .startSucceeded, VersionMessage.running)
            // One that was brought back may have been stopped before its turn came.
            if now != .running { await served.leave(version.id, isClosing: false) }
        } catch {
            await served.leave(version.id, isClosing: false)
            await status.failed(version.id, reason: "\(error)")
        }
    }

    private func concludeStop(_ version: Int64) async {
        do {
            try await served.save()
            try await status.conclude(version, .stopSucceeded, VersionMessage.stopped)
        } catch {
            workshop.log.error(
                "a stopped model stays STOPPING until the next start",
                metadata: ["version": "\(version)", "reason": "\(error)"]
            )
        }
    }

    private var status: ServingStatus { ServingStatus(workshop: workshop) }
}

extension CatalogReader {
    /// How a version is served.
    func serving(of version: VersionRecord, _ settings: ServingSettings) throws -> EffectiveServing {
        let tag = version.servingMode == nil ? try tags(of: .version(version.id))[ServingTag.key] : nil
        return EffectiveServing(version, tag: tag, settings)
    }
}
