@testable import Projects

/// A pool with a world of pretended workers around it, which checks what the pool decides.
struct PoolDrive {
    enum Worker: Hashable {
        case waitingForRoom
        case loading
        case ready
        case busy(Int)
    }

    private(set) var pool: UnitPool
    private(set) var workers: [Int: Worker] = [:]
    /// Those that will end without being asked again.
    private(set) var ending: Set<Int> = []
    /// Answers and errors, by question.
    private(set) var ends: [Int: Int] = [:]
    private(set) var failures: [QuestionFailure] = []
    private(set) var sends: [Int: Int] = [:]
    private(set) var launches = 0
    private(set) var versionFailures = 0
    /// What must not be, where it was.
    private(set) var problems: [String] = []
    private(set) var questions = 0
    var now = 0.0

    init(_ terms: UnitPool.Terms = .test, idleSeconds: Double = 300) {
        pool = UnitPool(terms, idleSeconds: idleSeconds, now: 0)
    }

    /// Asks one more question; gives its number.
    @discardableResult
    mutating func ask() -> Int {
        questions += 1
        let question = questions
        carryOut(pool.ask(question, now: now))
        return question
    }

    mutating func start(_ minimum: Int, _ maximum: Int) {
        carryOut(pool.start(minimum: minimum, maximum: maximum, now: now))
    }

    mutating func leave(isClosing: Bool) {
        carryOut(pool.leave(isClosing: isClosing, now: now))
    }

    mutating func makeRoom() {
        carryOut(pool.makeRoom(now: now))
    }

    mutating func tick(after seconds: Double) {
        now += seconds
        carryOut(pool.tick(now: now))
    }

    mutating func noRoom(_ unit: Int) {
        guard workers[unit] == .waitingForRoom else { return }
        workers[unit] = nil
        carryOut(pool.noRoom(for: unit, reason: "full", now: now))
    }

    mutating func launched(_ unit: Int) {
        guard workers[unit] == .waitingForRoom else { return }
        workers[unit] = .loading
        carryOut(pool.launched(unit, now: now))
    }

    mutating func ready(_ unit: Int) {
        guard workers[unit] == .loading else { return }
        workers[unit] = .ready
        carryOut(pool.ready(unit, now: now))
    }

    /// Launches and loads all that waits for it.
    mutating func loadAll() {
        for unit in workers.keys.sorted() where !ending.contains(unit) {
            launched(unit)
            ready(unit)
        }
    }

    mutating func answer(_ unit: Int, bytes: Int64? = nil) {
        guard case .busy(let question) = workers[unit] else { return }
        workers[unit] = .ready
        carryOut(pool.answered(unit, question: question, bytes: bytes, now: now))
    }

    mutating func measure(_ unit: Int, bytes: Int64) {
        carryOut(pool.measured(unit, bytes: bytes, now: now))
    }

    mutating func end(_ unit: Int, _ how: UnitEnd) {
        guard workers.removeValue(forKey: unit) != nil else { return }
        ending.remove(unit)
        carryOut(pool.ended(unit, how, now: now))
    }

    /// Lets everybody finish who is about to.
    mutating func endAll() {
        for unit in ending.sorted() { end(unit, .left) }
    }

    private mutating func carryOut(_ actions: [UnitPool.Action]) {
        for action in actions { carryOut(action) }
        if pool.units.count != workers.count { problems.append("units are out of step: \(actions)") }
        if !Set(pool.waiting + pool.held).isSubset(of: pool.questions.keys) {
            problems.append("a dead question waits")
        }
    }

    private mutating func carryOut(_ action: UnitPool.Action) {
        switch action {
        case .launch(let unit, _):
            if workers[unit] != nil { problems.append("unit \(unit) twice") }
            workers[unit] = .waitingForRoom
            launches += 1
            if workers.count > pool.most { problems.append("\(workers.count) units, \(pool.most) allowed") }
        case .end(let unit):
            if workers[unit] != .ready { problems.append("unit \(unit) is told to end while it is busy") }
            ending.insert(unit)
        case .kill(let unit):
            if workers[unit] == nil { problems.append("unit \(unit) is killed and was gone") }
            ending.insert(unit)
        case .send(let question, let unit):
            if workers[unit] != .ready || ending.contains(unit) {
                problems.append("unit \(unit) is not free")
            }
            if ends[question] != nil { problems.append("question \(question) is asked after its end") }
            workers[unit] = .busy(question)
            sends[question, default: 0] += 1
            if sends[question, default: 0] > 2 { problems.append("question \(question) is retried twice") }
        case .answer(let question, _): ends[question, default: 0] += 1
        case .fail(let question, let failure):
            ends[question, default: 0] += 1
            failures.append(failure)
        case .failed: versionFailures += 1
        case .started:
            if pool.loadedCount < pool.least { problems.append("started with \(pool.loadedCount) units") }
        case .emptied:
            if !workers.isEmpty { problems.append("emptied with units") }
        }
    }
}

extension PoolDrive {
    /// Lets something happen.
    mutating func step(_ generator: inout some RandomNumberGenerator) {
        let unit = workers.keys.sorted().randomElement(using: &generator)
        switch Int.random(in: 0..<1000, using: &generator) {
        case 0..<250: ask()
        case 250..<500: if let unit { answer(unit, bytes: Bool.random(using: &generator) ? 50 : nil) }
        case 500..<650: if let unit { launched(unit) }
        case 650..<800: if let unit { ready(unit) }
        case 800..<900: endAll()
        case 900..<920: if let unit { end(unit, .died(reason: "killed")) }
        case 920..<922: if let unit, workers[unit] == .loading { end(unit, .refused(reason: "bad")) }
        case 922..<926: if let unit { measure(unit, bytes: 200) }
        case 926..<930: if let unit { noRoom(unit) }
        case 930..<934: leave(isClosing: Int.random(in: 0..<8, using: &generator) == 0)
        case 934..<944:
            let least = Int.random(in: 1...3, using: &generator)
            start(least, least + Int.random(in: 0...2, using: &generator))
        case 944..<950: makeRoom()
        case 950: tick(after: 400)
        case 951..<955: tick(after: 25)
        default: tick(after: 0.5)
        }
    }

    /// Lets all that waits come to its end.
    mutating func finish() {
        leave(isClosing: true)
        for _ in 0..<1000 where !pool.isVacant {
            loadAll()
            for unit in workers.keys.sorted() where !ending.contains(unit) { answer(unit) }
            endAll()
            for unit in workers.keys.sorted() { answer(unit) }
        }
    }
}

extension UnitPool.Terms {
    /// Two cores, a minute, and workers of at most 100 bytes.
    static let test = UnitPool.Terms(deadlineSeconds: 60, unitBytes: 100, cores: 2)
}

/// SplitMix64: the same numbers for the same seed.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
