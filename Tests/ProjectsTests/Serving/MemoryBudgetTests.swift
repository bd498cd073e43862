import Testing

@testable import Projects

private func load(_ version: Int64, since: Double = 0) -> MemoryBudget.Load {
    MemoryBudget.Load(version: version, unit: 1, threads: 2, since: since)
}

private func occupant(
    _ version: Int64,
    bytes: Int64 = 100,
    leaving: Int64 = 0,
    isPinned: Bool = false,
    isIdle: Bool = true,
    lastUse: Double = 0,
    lastLoad: Double = 0
) -> MemoryBudget.Occupant {
    MemoryBudget.Occupant(
        version: version,
        bytes: bytes,
        leavingBytes: leaving,
        isPinned: isPinned,
        isIdle: isIdle,
        lastUse: lastUse,
        lastLoad: lastLoad
    )
}

/// A budget in which one version is known to take 100 bytes, and another waits for as much.
private func budget(limit: Int64?) -> MemoryBudget {
    var budget = MemoryBudget(limit: limit)
    budget.measured(1, bytes: 100)
    budget.enqueue(load(9))
    return budget
}

@Test func `without a limit everything is loaded`() {
    var budget = budget(limit: nil)
    #expect(budget.next([occupant(1, bytes: .max / 2)], now: 0) == .launch(load(9)))
    #expect(budget.next([occupant(1)], now: 0) == .nothing)
}

@Test func `what fits is loaded`() {
    var budget = budget(limit: 300)
    #expect(budget.next([occupant(1), occupant(2)], now: 0) == .launch(load(9)))
}

@Test func `a model alone may be as large as it is`() {
    var budget = budget(limit: 10)
    #expect(budget.next([], now: 0) == .launch(load(9)))
}

@Test func `the longest idle model leaves first, a started one stays`() {
    var budget = budget(limit: 300)
    let three = [
        occupant(1, isPinned: true, lastUse: 1), occupant(2, lastUse: 3), occupant(3, lastUse: 2),
    ]
    #expect(budget.next(three, now: 4) == .evict(3))
    // It is on its way out: nobody else has to leave.
    let left = [occupant(1, isPinned: true, lastUse: 1), occupant(2, lastUse: 3), occupant(3, leaving: 100)]
    #expect(budget.next(left, now: 4) == .nothing)
    #expect(budget.next(Array(left.prefix(2)), now: 4) == .launch(load(9)))
    #expect(budget.evictions == 1)
}

@Test func `a model that is asked all the time lets others pass after a while`() {
    var budget = budget(limit: 200)
    let busy = [occupant(1, isIdle: false, lastLoad: 2), occupant(2, isIdle: false, lastLoad: 1)]
    #expect(budget.next(busy, now: 2.9) == .nothing)
    #expect(budget.next(busy, now: 3) == .evict(2))
}

@Test func `a model is refused where only started ones hold the memory`() {
    var budget = budget(limit: 200)
    let pinned = [occupant(1, isPinned: true), occupant(2, isPinned: true)]
    guard case .refuse(load(9), _) = budget.next(pinned, now: 0) else {
        Issue.record("not refused")
        return
    }
    #expect(budget.waiting.isEmpty)
}

@Test func `loads are served first come first`() {
    var budget = budget(limit: nil)
    budget.enqueue(load(10))
    #expect(budget.next([], now: 0) == .launch(load(9)))
    #expect(budget.next([], now: 0) == .launch(load(10)))
    #expect(budget.cancel(10, unit: 1) == false)
    budget.enqueue(load(11))
    #expect(budget.cancel(11, unit: 1) == true)
    #expect(budget.next([], now: 0) == .nothing)
}

@Test func `where models have grown the longest idle leaves`() {
    var budget = MemoryBudget(limit: 200)
    let grown = [occupant(1, bytes: 150, lastUse: 2), occupant(2, bytes: 60, lastUse: 1)]
    #expect(budget.next(grown, now: 3) == .evict(2))
    #expect(budget.next([occupant(1, bytes: 250)], now: 3) == .nothing)
}

@Test func `a model is counted on to take what it took, or what others took`() {
    var budget = MemoryBudget(limit: 200)
    #expect(budget.estimate(1) == MemoryBudget.firstGuess)
    budget.measured(1, bytes: 70)
    budget.measured(1, bytes: 60)
    budget.measured(2, bytes: 90)
    #expect(budget.estimate(1) == 70)
    #expect(budget.estimate(3) == 90)
}
