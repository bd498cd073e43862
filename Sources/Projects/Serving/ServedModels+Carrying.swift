import ChildProcesses
import Foundation
import InferenceUnits
import Logging

extension ServedModels {
    /// Carries out what a pool has decided.
    func perform(_ actions: [UnitPool.Action]?, for version: Int64) {
        var conclusion: Task<Void, Never>?
        for action in actions ?? [] {
            switch action {
            case .launch(let unit, let threads):
                budget.enqueue(MemoryBudget.Load(version: version, unit: unit, threads: threads, since: now))
            case .end(let unit): models[version]?.hosts[unit]?.end()
            case .kill(let unit): kill(unit, of: version)
            case .send(let question, let unit): send(question, to: unit, of: version)
            case .answer(let question, let isCold): answer(question, isCold: isCold)
            case .fail(let question, let failure): fail(question, failure, after: conclusion)
            case .failed(let reason): conclusion = conclude(version, reason)
            case .started:
                let starters = models[version]?.starters ?? []
                models[version]?.starters = []
                for starter in starters { starter.resume() }
            case .emptied:
                let leavers = models[version]?.leavers ?? []
                models[version]?.leavers = []
                for leaver in leavers { leaver.resume() }
            }
        }
        guard let model = models[version] else { return }
        meter.units(
            version,
            model.pool.units.count(where: { !$0.isLoading }),
            isStarted: model.pool.pin != nil,
            at: workshop.now(),
            now: now
        )
        if model.pool.isVacant, model.hosts.isEmpty { models[version] = nil }
    }

    /// Launches what there is memory for, and lets models leave for what there is none for.
    func admit() {
        while budget.isAtWork {
            switch budget.next(occupants(), now: now) {
            case .launch(let load): launch(load)
            case .evict(let version):
                workshop.log.debug("a model leaves for another", metadata: ["version": "\(version)"])
                perform(models[version]?.pool.makeRoom(now: now), for: version)
            case .refuse(let load, let reason):
                workshop.log.error(
                    "there is no memory for a model",
                    metadata: ["version": "\(load.version)", "reason": "\(reason)"]
                )
                perform(
                    models[load.version]?.pool.noRoom(for: load.unit, reason: reason, now: now),
                    for: load.version
                )
            case .nothing: return
            }
        }
    }

    /// What holds memory.
    func occupants() -> [MemoryBudget.Occupant] {
        models.compactMap { version, model in
            var bytes: Int64 = 0
            var leaving: Int64 = 0
            for unit in model.pool.units where model.hosts[unit.number] != nil {
                let size = unit.bytes ?? budget.estimate(version)
                bytes += size
                if model.pool.isLeaving || !unit.isOpen { leaving += size }
            }
            guard bytes > 0 else { return nil }
            return MemoryBudget.Occupant(
                version: version,
                bytes: bytes,
                leavingBytes: leaving,
                isPinned: model.pool.pin != nil,
                isIdle: model.pool.isIdle,
                lastUse: model.pool.lastUse,
                lastLoad: model.pool.lastLoad
            )
        }
    }

    private func launch(_ load: MemoryBudget.Load) {
        let (version, unit) = (load.version, load.unit)
        let launch = WorkerLaunch(
            bundle: workshop.home.model(version),
            cacheFolder: workshop.home.compiledModels,
            executable: workshop.programs.worker
        )
        models[version]?.hosts[unit] = UnitHost(launch, threads: load.threads) { event in
            await self.take(event, from: unit, of: version)
        }
        perform(models[version]?.pool.launched(unit, now: now), for: version)
    }

    /// Takes in what became of a worker.
    private func take(_ event: UnitHost.Event, from unit: Int, of version: Int64) {
        switch event {
        case .ready:
            meter.loaded(version, at: workshop.now())
            perform(models[version]?.pool.ready(unit, now: now), for: version)
        case .answered(let answer, let bytes):
            if let bytes { budget.measured(version, bytes: bytes) }
            questions[answer.id]?.outcome = answer.outcome
            perform(
                models[version]?.pool.answered(unit, question: answer.id, bytes: bytes, now: now),
                for: version
            )
        case .ended(let end):
            if case .died(let reason) = end {
                workshop.log.warning(
                    "a worker is lost",
                    metadata: ["version": "\(version)", "reason": "\(reason)"]
                )
            }
            models[version]?.hosts[unit] = nil
            perform(models[version]?.pool.ended(unit, end, now: now), for: version)
        }
        admit()
    }

    private func kill(_ unit: Int, of version: Int64) {
        if let host = models[version]?.hosts[unit] {
            host.kill()
        } else if budget.cancel(version, unit: unit) {
            perform(models[version]?.pool.ended(unit, .left, now: now), for: version)
        }
    }

    private func send(_ question: Int, to unit: Int, of version: Int64) {
        guard let open = questions[question], let host = models[version]?.hosts[unit] else { return }
        questions[question]?.sent = now
        host.ask(open.request, image: open.image)
    }

    private func answer(_ question: Int, isCold: Bool) {
        guard let open = questions.removeValue(forKey: question), let outcome = open.outcome else { return }
        let now = now
        switch outcome {
        case .failed(let failure) where failure.code != .badImage:
            meter.failed(open.version, at: workshop.now())
        case .found, .failed:
            var isImage = false
            if case .found = outcome { isImage = true }
            meter.answered(
                open.version,
                at: workshop.now(),
                seconds: now - open.asked,
                busySeconds: now - (open.sent ?? now),
                isCold: isCold,
                isImage: isImage
            )
        }
        open.answer.resume(returning: outcome)
    }

    /// Answers with an error, where there is a status to be changed first, after that.
    private func fail(_ question: Int, _ failure: QuestionFailure, after conclusion: Task<Void, Never>?) {
        guard let open = questions.removeValue(forKey: question) else { return }
        meter.failed(open.version, at: workshop.now())
        guard let conclusion else { return open.answer.resume(throwing: failure) }
        Task {
            await conclusion.value
            open.answer.resume(throwing: failure)
        }
    }

    /// Moves the status of a version that cannot be run; who waits for its start learns of it after that.
    private func conclude(_ version: Int64, _ reason: String) -> Task<Void, Never> {
        let starters = models[version]?.starters ?? []
        models[version]?.starters = []
        let status = ServingStatus(workshop: workshop)
        // Goes on to its end whoever asked for the model.
        return Task {
            await status.failed(version, reason: reason)
            for starter in starters { starter.resume(throwing: QuestionFailure.broken(reason: reason)) }
        }
    }
}
