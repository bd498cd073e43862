import ChildProcesses
import Foundation
import InferenceUnits

/// The models in memory: carries out what their pools decide, with one process for each unit, within a limit of memory.
actor ServedModels {
    struct Model {
        var pool: UnitPool
        /// By the unit's number.
        var hosts: [Int: UnitHost] = [:]
        /// Those who wait until it is started.
        var starters: [CheckedContinuation<Void, any Error>] = []
        /// Those who wait until it has left.
        var leavers: [CheckedContinuation<Void, Never>] = []
    }

    struct OpenQuestion {
        let version: Int64
        let request: InferenceRequest
        let image: Data
        let answer: CheckedContinuation<InferenceAnswer.Outcome, any Error>
        let asked: Double
        /// When a worker got it.
        var sent: Double?
        /// What the worker has said.
        var outcome: InferenceAnswer.Outcome?
    }

    let workshop: Workshop
    /// By the version's number.
    var models: [Int64: Model] = [:]
    var questions: [Int: OpenQuestion] = [:]
    var budget: MemoryBudget
    var meter = UsageMeter()
    /// Tells the pools the time while there are any.
    var pulse: Task<Void, Never>?
    var lastSave = 0.0
    private let terms: UnitPool.Terms
    private let birth = ContinuousClock.now
    private var lastQuestion = 0
    /// Versions whose files are being removed.
    private var gone: Set<Int64> = []
    private var isShutDown = false

    init(workshop: Workshop, settings: ServingSettings) {
        self.workshop = workshop
        terms = settings.poolTerms
        budget = MemoryBudget(limit: settings.modelMegabytes.map { Int64($0) * 1_000_000 })
    }

    /// Seconds since this began.
    var now: Double { (ContinuousClock.now - birth) / .seconds(1) }

    /// Asks for the objects in an image, loading the model where that is needed.
    ///
    /// Throws a `QuestionFailure`. A question whose asker has gone is answered all the same.
    func ask(
        _ version: Int64,
        _ image: Data,
        minimumConfidence: Double?,
        maximumResults: Int?,
        idleSeconds: Int
    ) async throws -> InferenceAnswer.Outcome {
        guard !isShutDown, !gone.contains(version) else { throw QuestionFailure.closed }
        lastQuestion += 1
        let id = lastQuestion
        let request = InferenceRequest(
            id: id,
            image: "the image",
            minimumConfidence: minimumConfidence,
            maximumResults: maximumResults
        )
        return try await withCheckedThrowingContinuation { answer in
            questions[id] = OpenQuestion(
                version: version,
                request: request,
                image: image,
                answer: answer,
                asked: now
            )
            open(version, idleSeconds: idleSeconds)
            perform(models[version]?.pool.ask(id, now: now), for: version)
            admit()
        }
    }

    /// Starts a version and returns when its least units are loaded; throws a `QuestionFailure` when they cannot be.
    ///
    /// That they cannot be is in the version's status by then.
    func start(_ version: Int64, minimum: Int, maximum: Int, idleSeconds: Int) async throws {
        guard !isShutDown, !gone.contains(version) else { throw QuestionFailure.closed }
        try await withCheckedThrowingContinuation { (starter: CheckedContinuation<Void, any Error>) in
            open(version, idleSeconds: idleSeconds)
            models[version]?.starters.append(starter)
            perform(
                models[version]?.pool.start(minimum: minimum, maximum: maximum, now: now),
                for: version
            )
            admit()
        }
    }

    /// Unloads a version and returns when its workers are gone; what waits for them is answered first.
    ///
    /// What comes later loads it again, or is refused where it is closed with this.
    func leave(_ version: Int64, isClosing: Bool) async {
        guard models[version] != nil else { return }
        await withCheckedContinuation { leaver in
            models[version]?.leavers.append(leaver)
            beginToLeave(version, isClosing: isClosing)
        }
    }

    /// Unloads a version without waiting for it.
    func beginToLeave(_ version: Int64, isClosing: Bool) {
        let starters = models[version]?.starters ?? []
        models[version]?.starters = []
        for starter in starters { starter.resume(throwing: QuestionFailure.closed) }
        perform(models[version]?.pool.leave(isClosing: isClosing, now: now), for: version)
        admit()
    }

    /// Unloads a version for good.
    func remove(_ version: Int64) async {
        gone.insert(version)
        await leave(version, isClosing: true)
        budget.forget(version)
    }

    /// Changes how long a model stays loaded when nobody asks.
    func setIdle(_ version: Int64, seconds: Int) {
        models[version]?.pool.idleSeconds = Double(seconds)
    }

    /// Refuses new questions, answers those there are, and ends all workers.
    func shutDown() async {
        isShutDown = true
        await withDiscardingTaskGroup { group in
            for version in models.keys {
                group.addTask { await self.leave(version, isClosing: true) }
            }
        }
        await saveOrLog()
    }

    /// What is in memory, by the version's number.
    func inMemory() -> [Int64: ModelInMemory] {
        let now = now
        return models.mapValues { model in
            ModelInMemory(
                model.pool,
                processes: model.hosts.compactMapValues(\.processIdentifier),
                now: now
            )
        }
    }

    /// Where the memory of all workers stands.
    func memory() -> ServingMemory {
        ServingMemory(
            usedBytes: occupants().reduce(0) { $0 + $1.bytes },
            limitBytes: budget.limit,
            waitingLoads: budget.waiting.count,
            evictions: budget.evictions
        )
    }

    private func open(_ version: Int64, idleSeconds: Int) {
        if models[version] == nil {
            models[version] = Model(pool: UnitPool(terms, idleSeconds: Double(idleSeconds), now: now))
            startPulse()
        } else {
            setIdle(version, seconds: idleSeconds)
        }
    }
}
