/// Decides which model may be loaded, and which leaves for it, where the memory of all is limited.
///
/// Loads are served first come first. The longest idle model that is not started leaves first; a started one stays. Each load is
/// for questions that wait, so one that was made room for is worth at least one answer.
struct MemoryBudget: Sendable {
    /// A unit that is to be launched.
    struct Load: Hashable, Sendable {
        let version: Int64
        let unit: Int
        let threads: Int
        let since: Double
    }

    /// What a version holds.
    struct Occupant: Hashable, Sendable {
        let version: Int64
        /// Measured, or counted on, of all its workers.
        let bytes: Int64
        /// The part of them that is on its way out.
        let leavingBytes: Int64
        let isPinned: Bool
        /// Whether it could leave without anybody's waiting for it.
        let isIdle: Bool
        let lastUse: Double
        let lastLoad: Double
    }

    enum Step: Hashable, Sendable {
        case launch(Load)
        /// Let a version's units leave, then ask again.
        case evict(Int64)
        /// There will never be room for this.
        case refuse(Load, reason: String)
        case nothing
    }

    /// What a model is counted on to take before any was measured.
    static let firstGuess: Int64 = 100_000_000
    /// So long a load waits for a model to become idle; then one that is asked all the time has to let it pass.
    static let patience = 3.0

    let limit: Int64?
    /// First come first.
    private(set) var waiting: [Load] = []
    private(set) var evictions = 0
    /// The most memory of one worker, by version.
    private var known: [Int64: Int64] = [:]

    init(limit: Int64?) {
        self.limit = limit
    }

    /// Whether anything could have to be done.
    var isAtWork: Bool { limit != nil || !waiting.isEmpty }

    mutating func enqueue(_ load: Load) {
        waiting.append(load)
    }

    /// Takes a load back; false when it does not wait.
    mutating func cancel(_ version: Int64, unit: Int) -> Bool {
        guard let index = waiting.firstIndex(where: { $0.version == version && $0.unit == unit }) else {
            return false
        }
        waiting.remove(at: index)
        return true
    }

    /// Remembers what a worker of a version takes.
    mutating func measured(_ version: Int64, bytes: Int64) {
        known[version] = max(known[version] ?? 0, bytes)
    }

    mutating func forget(_ version: Int64) {
        known[version] = nil
    }

    /// What a worker of a version is counted on to take: the most that one took, else the most that any did.
    func estimate(_ version: Int64) -> Int64 {
        known[version] ?? known.values.max() ?? Self.firstGuess
    }

    /// The next thing to do, given all that is in memory; what is launched or refused no longer waits.
    mutating func next(_ occupants: [Occupant], now: Double) -> Step {
        guard let load = waiting.first else { return relief(occupants) }
        guard let limit else { return .launch(waiting.removeFirst()) }
        let used = occupants.reduce(0) { $0 + $1.bytes }
        let need = estimate(load.version)
        // Alone, a model may be as large as it is.
        if used == 0 || used + need <= limit { return .launch(waiting.removeFirst()) }
        let leaving = occupants.reduce(0) { $0 + $1.leavingBytes }
        if used - leaving + need <= limit || used == leaving { return .nothing }
        let others = occupants.filter { $0.version != load.version && !$0.isPinned && $0.leavingBytes == 0 }
        if let idle = others.filter(\.isIdle).min(by: { $0.lastUse < $1.lastUse }) { return evict(idle) }
        if leaving > 0 { return .nothing }
        if let busy = others.filter({ $0.bytes > 0 }).min(by: { $0.lastLoad < $1.lastLoad }) {
            return now - load.since >= Self.patience ? evict(busy) : .nothing
        }
        waiting.removeFirst()
        let reason =
            "the model needs some \(need / 1_000_000) MB of memory; \(used / 1_000_000) of \(limit / 1_000_000) MB "
            + "are held by models that are started"
        return .refuse(load, reason: reason)
    }

    /// Makes room where models have grown beyond the limit.
    private mutating func relief(_ occupants: [Occupant]) -> Step {
        guard let limit, occupants.count > 1, occupants.allSatisfy({ $0.leavingBytes == 0 }) else {
            return .nothing
        }
        guard occupants.reduce(0, { $0 + $1.bytes }) > limit,
            let idle = occupants.filter(\.isIdle).min(by: { $0.lastUse < $1.lastUse })
        else { return .nothing }
        return evict(idle)
    }

    private mutating func evict(_ occupant: Occupant) -> Step {
        evictions += 1
        return .evict(occupant.version)
    }
}
