package import Catalog

/// Whether a model is in memory; AWS knows nothing of it.
package enum ModelLoad: String, Hashable, Sendable, Codable {
    case unloaded
    case loading
    case loaded
    case unloading
}

/// One worker process.
package struct ServedUnit: Hashable, Sendable {
    /// What it is at.
    package enum State: String, Hashable, Sendable, Codable {
        case loading
        case ready
        case busy
        case ending
    }

    /// Counted from the first unit of the model on.
    package let number: Int
    package let state: State
    package let threads: Int
    /// As last measured.
    package let memoryBytes: Int64?
    /// Nil before it is there and when it is gone.
    package let processIdentifier: Int32?
    /// Questions that it has answered.
    package let answered: Int

    package init(
        number: Int,
        state: State,
        threads: Int,
        memoryBytes: Int64?,
        processIdentifier: Int32?,
        answered: Int
    ) {
        self.number = number
        self.state = state
        self.threads = threads
        self.memoryBytes = memoryBytes
        self.processIdentifier = processIdentifier
        self.answered = answered
    }
}

/// A version that has a model, as serving sees it.
package struct ServedModel: Hashable, Sendable {
    package let version: VersionReference
    /// AWS's.
    package let status: VersionStatus
    package let mode: ServingMode
    package let source: ServingSource
    /// How long it stays loaded when nobody asks and it is not started.
    package let idleSeconds: Int
    /// Whether it was started, and stays in memory until it is stopped.
    package let isPinned: Bool
    /// While it is started.
    package let minimumUnits: Int?
    /// While it is started.
    package let maximumUnits: Int?
    package let load: ModelLoad
    package let units: [ServedUnit]
    /// Questions that no worker has yet.
    package let waiting: Int
    /// Questions that workers are at.
    package let asked: Int
    /// Of all its workers, as last measured.
    package let memoryBytes: Int64
    /// If nobody asks; nil where it stays, is busy or is not loaded.
    package let secondsUntilUnload: Double?
    /// What is wrong with the tag `katmai:serving`, which is then passed over.
    package let tagProblem: String?

    /// A version and what is in memory of it.
    init(_ record: VersionRecord, project: String, _ serving: EffectiveServing, _ memory: ModelInMemory?) {
        version = record.reference(in: project)
        status = record.status
        mode = serving.mode
        source = serving.source
        idleSeconds = serving.idleSeconds
        isPinned = memory?.pin != nil
        minimumUnits = memory?.pin?.minimum
        maximumUnits = memory?.pin?.maximum
        load = memory?.load ?? .unloaded
        units = memory?.units ?? []
        waiting = memory?.waiting ?? 0
        asked = memory?.asked ?? 0
        memoryBytes = memory?.units.reduce(0) { $0 + ($1.memoryBytes ?? 0) } ?? 0
        secondsUntilUnload = memory?.secondsUntilUnload
        tagProblem = serving.tagProblem
    }
}

/// Where the memory of all workers stands.
package struct ServingMemory: Hashable, Sendable {
    /// Measured, or counted on while a model is loaded.
    package let usedBytes: Int64
    package let limitBytes: Int64?
    /// Loads that wait until others have left.
    package let waitingLoads: Int
    /// How often a model had to leave for another since the process began.
    package let evictions: Int

    package init(usedBytes: Int64, limitBytes: Int64?, waitingLoads: Int, evictions: Int) {
        self.usedBytes = usedBytes
        self.limitBytes = limitBytes
        self.waitingLoads = waitingLoads
        self.evictions = evictions
    }
}

/// What is in memory of a version.
struct ModelInMemory: Hashable, Sendable {
    let pin: UnitPool.Pin?
    let load: ModelLoad
    let units: [ServedUnit]
    let waiting: Int
    let asked: Int
    let secondsUntilUnload: Double?

    /// What a pool and its workers' processes show.
    init(_ pool: UnitPool, processes: [Int: Int32], now: Double) {
        pin = pool.pin
        waiting = pool.waiting.count + pool.held.count
        asked = pool.questions.count - waiting
        secondsUntilUnload = pool.secondsUntilUnload(now: now)
        units = pool.units.map { unit in
            ServedUnit(
                number: unit.number,
                state: ServedUnit.State(unit),
                threads: unit.threads,
                memoryBytes: unit.bytes,
                processIdentifier: processes[unit.number],
                answered: unit.answered
            )
        }
        if pool.isLeaving {
            load = .unloading
        } else if pool.loadedCount > 0 {
            load = .loaded
        } else if pool.units.contains(where: \.isOpen) || !pool.questions.isEmpty {
            load = .loading
        } else {
            load = pool.units.isEmpty ? .unloaded : .unloading
        }
    }
}

extension ServedUnit.State {
    init(_ unit: PooledUnit) {
        switch (unit.fate, unit.state) {
        case (.dismissed, _), (.condemned, _): self = .ending
        case (_, .loading): self = .loading
        case (_, .ready): self = .ready
        case (_, .busy): self = .busy
        }
    }
}
