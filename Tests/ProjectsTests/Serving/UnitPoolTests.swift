import Testing

@testable import Projects

@Test func `two hundred first questions share one load`() {
    var drive = PoolDrive()
    for _ in 0..<200 { drive.ask() }
    #expect(drive.launches == 1)
    drive.loadAll()
    for _ in 0..<200 { drive.answer(1) }
    #expect(drive.launches == 1)
    #expect(drive.ends.count == 200)
    #expect(drive.failures.isEmpty)
    #expect(drive.problems.isEmpty)
}

@Test func `of many first questions those that arrive after the load are taken too`() {
    var drive = PoolDrive()
    for _ in 0..<120 { drive.ask() }
    drive.loadAll()
    for _ in 0..<80 { drive.ask() }
    #expect(drive.failures.isEmpty)
    for _ in 0..<200 { drive.answer(1) }
    #expect(drive.ends.count == 200)
    #expect(drive.launches == 1)
    #expect(drive.problems.isEmpty)
}

@Test func `the queue before loaded units is bounded`() {
    var drive = PoolDrive()
    drive.ask()
    drive.loadAll()
    for _ in 0..<64 { drive.ask() }
    #expect(drive.failures.isEmpty)
    drive.ask()
    #expect(drive.failures == [.overloaded])
    drive.answer(1)
    drive.ask()
    #expect(drive.failures.count == 1)
}

@Test func `questions held for a load are bounded too`() {
    var drive = PoolDrive()
    for _ in 0..<1024 { drive.ask() }
    #expect(drive.failures.isEmpty)
    drive.ask()
    #expect(drive.failures == [.overloaded])
}

@Test func `a model nobody asks is unloaded after its idle time`() {
    var drive = PoolDrive(idleSeconds: 300)
    drive.ask()
    drive.loadAll()
    drive.answer(1)
    drive.tick(after: 299)
    #expect(drive.ending.isEmpty)
    #expect(drive.pool.secondsUntilUnload(now: drive.now) == 1)
    drive.tick(after: 1)
    #expect(drive.ending == [1])
    drive.endAll()
    #expect(drive.pool.isVacant)
}

@Test func `a question that comes while the model unloads is held and loads it again`() {
    var drive = PoolDrive(idleSeconds: 300)
    drive.ask()
    drive.loadAll()
    drive.answer(1)
    drive.tick(after: 300)
    let late = drive.ask()
    #expect(drive.launches == 1)
    drive.endAll()
    #expect(drive.launches == 2)
    drive.loadAll()
    drive.answer(2)
    #expect(drive.ends[late] == 1)
    #expect(drive.failures.isEmpty)
}

@Test func `a started model stays`() {
    var drive = PoolDrive(idleSeconds: 1)
    drive.start(2, 2)
    drive.loadAll()
    #expect(drive.pool.isStarting == false)
    drive.tick(after: 10_000)
    #expect(drive.workers.count == 2)
    #expect(drive.ending.isEmpty)
    #expect(drive.pool.secondsUntilUnload(now: drive.now) == nil)
}

@Test func `units share the cores`() {
    var drive = PoolDrive()
    drive.ask()
    #expect(drive.pool.units.map(\.threads) == [2])
    var pair = PoolDrive()
    pair.start(2, 2)
    #expect(pair.pool.units.map(\.threads) == [1, 1])
    var many = PoolDrive()
    many.start(3, 3)
    #expect(many.pool.units.map(\.threads) == [1, 1, 1])
}

@Test func `a unit that was alone is replaced when it has to share its cores`() {
    var drive = PoolDrive()
    drive.ask()
    drive.loadAll()
    drive.answer(1)
    drive.start(2, 2)
    #expect(drive.ending == [1])
    drive.endAll()
    #expect(drive.pool.isStarting)
    drive.loadAll()
    #expect(drive.pool.isStarting == false)
    #expect(drive.pool.units.map(\.threads) == [1, 1])
    #expect(drive.problems.isEmpty)
}

@Test func `there are more units while questions queue and fewer after`() {
    var drive = PoolDrive()
    drive.start(1, 3)
    drive.loadAll()
    for _ in 0..<3 { drive.ask() }
    #expect(drive.pool.wanted == 2)
    // One after the other: the second may be enough.
    #expect(drive.workers.count == 2)
    drive.loadAll()
    for _ in 0..<20 {
        for unit in drive.workers.keys { drive.answer(unit) }
        drive.loadAll()
        drive.endAll()
    }
    #expect(drive.ends.count == 3)
    drive.tick(after: 60)
    drive.tick(after: 60)
    #expect(drive.pool.wanted == 1)
    for _ in 0..<5 {
        drive.endAll()
        drive.loadAll()
    }
    // The one that stays has all cores again.
    #expect(drive.pool.units.map(\.threads) == [2])
    #expect(drive.problems.isEmpty)
}

@Test func `a question whose worker is lost is asked once more, before the others`() {
    var drive = PoolDrive()
    let first = drive.ask()
    let second = drive.ask()
    drive.loadAll()
    drive.end(1, .died(reason: "killed"))
    #expect(drive.failures.isEmpty)
    drive.loadAll()
    #expect(drive.workers[2] == .busy(first))
    drive.answer(2)
    drive.answer(2)
    #expect(drive.ends == [first: 1, second: 1])
    #expect(drive.sends == [first: 2, second: 1])
}

@Test func `a question that loses two workers is answered with an error`() {
    var drive = PoolDrive()
    let first = drive.ask()
    let second = drive.ask()
    drive.loadAll()
    drive.end(1, .died(reason: "once"))
    drive.loadAll()
    drive.end(2, .died(reason: "twice"))
    #expect(drive.failures == [.lost(reason: "twice")])
    #expect(drive.ends == [first: 1])
    drive.loadAll()
    drive.answer(3)
    #expect(drive.ends[second] == 1)
    #expect(drive.versionFailures == 0)
}

@Test func `a bundle that cannot be loaded fails the version and all who wait`() {
    var drive = PoolDrive()
    drive.ask()
    drive.ask()
    drive.launched(1)
    drive.end(1, .refused(reason: "no graph"))
    #expect(drive.versionFailures == 1)
    #expect(drive.failures == [.broken(reason: "no graph"), .broken(reason: "no graph")])
    #expect(drive.pool.isVacant)
    drive.ask()
    #expect(drive.launches == 1)
}

@Test func `a failed version can be started again`() {
    var drive = PoolDrive()
    drive.ask()
    drive.launched(1)
    drive.end(1, .refused(reason: "no graph"))
    drive.start(1, 1)
    #expect(drive.launches == 2)
    drive.loadAll()
    #expect(drive.pool.isStarting == false)
}

@Test func `a bundle that was loaded before is tried again`() {
    var drive = PoolDrive()
    drive.ask()
    drive.loadAll()
    drive.answer(1)
    drive.end(1, .died(reason: "killed"))
    let question = drive.ask()
    drive.launched(2)
    drive.end(2, .refused(reason: "out of memory"))
    #expect(drive.versionFailures == 0)
    drive.loadAll()
    drive.answer(3)
    #expect(drive.ends[question] == 1)
    #expect(drive.failures.isEmpty)
}

@Test func `workers that die one after the other fail the version`() {
    var drive = PoolDrive()
    drive.start(1, 1)
    for unit in 1...5 {
        #expect(drive.versionFailures == 0)
        drive.launched(unit)
        drive.end(unit, .died(reason: "no library"))
    }
    #expect(drive.versionFailures == 1)
    #expect(drive.launches == 5)
}

@Test func `a worker that hangs is killed and its question asked elsewhere`() {
    var drive = PoolDrive()
    let question = drive.ask()
    drive.loadAll()
    drive.tick(after: 19)
    #expect(drive.ending.isEmpty)
    drive.tick(after: 1)
    #expect(drive.ending == [1])
    drive.end(1, .died(reason: "signal 9"))
    drive.loadAll()
    drive.answer(2)
    #expect(drive.ends[question] == 1)
    #expect(drive.failures.isEmpty)
}

@Test func `a model that takes too long to load is given up with its reason`() {
    var drive = PoolDrive()
    drive.start(1, 1)
    for unit in 1...5 {
        drive.launched(unit)
        drive.tick(after: 60)
        #expect(drive.ending == [unit])
        drive.end(unit, .died(reason: "signal 9"))
    }
    #expect(drive.versionFailures == 1)
    #expect(drive.pool.failure == "the model was not loaded within 60 s")
}

@Test func `every question ends within its deadline`() {
    var drive = PoolDrive(UnitPool.Terms(deadlineSeconds: 6, unitBytes: nil, cores: 1))
    drive.ask()
    drive.tick(after: 6)
    #expect(drive.failures == [.tooLate])
    drive.loadAll()
    drive.ask()
    drive.tick(after: 5)
    let waiting = drive.ask()
    drive.tick(after: 1)
    #expect(drive.failures == [.tooLate, .noAnswer(seconds: 6)])
    drive.tick(after: 5)
    #expect(drive.ends[waiting] == 1)
    #expect(drive.problems.isEmpty)
}

@Test func `a worker that outgrows its memory is replaced`() {
    var drive = PoolDrive()
    drive.ask()
    drive.loadAll()
    drive.ask()
    drive.answer(1, bytes: 101)
    #expect(drive.ends.count == 1)
    #expect(drive.ending == [1])
    drive.endAll()
    drive.loadAll()
    drive.answer(2, bytes: 100)
    #expect(drive.ends.count == 2)
    #expect(drive.ending.isEmpty)
    let question = drive.ask()
    drive.measure(2, bytes: 1000)
    #expect(drive.ending == [2])
    drive.end(2, .died(reason: "signal 9"))
    drive.loadAll()
    drive.answer(3)
    #expect(drive.ends[question] == 1)
    #expect(drive.failures.isEmpty)
}

@Test func `a stop answers what waits, and what comes later loads the model anew`() {
    var drive = PoolDrive()
    drive.start(1, 1)
    drive.loadAll()
    let before = [drive.ask(), drive.ask()]
    drive.leave(isClosing: false)
    let after = drive.ask()
    drive.answer(1)
    #expect(drive.ending.isEmpty)
    drive.answer(1)
    #expect(before.allSatisfy { drive.ends[$0] == 1 })
    #expect(drive.ending == [1])
    #expect(drive.ends[after] == nil)
    drive.endAll()
    drive.loadAll()
    drive.answer(2)
    #expect(drive.ends[after] == 1)
    #expect(drive.pool.pin == nil)
    #expect(drive.failures.isEmpty)
}

@Test func `a model that is closed answers what waits and refuses what comes`() {
    var drive = PoolDrive()
    let before = drive.ask()
    drive.leave(isClosing: true)
    drive.ask()
    #expect(drive.failures == [.closed])
    drive.loadAll()
    drive.answer(1)
    #expect(drive.ends[before] == 1)
    drive.endAll()
    #expect(drive.pool.isVacant)
}

@Test func `a model that is not needed while it loads is ended at once`() {
    var drive = PoolDrive()
    drive.start(1, 1)
    drive.launched(1)
    drive.leave(isClosing: false)
    #expect(drive.ending == [1])
    drive.end(1, .died(reason: "signal 9"))
    #expect(drive.pool.isVacant)
    #expect(drive.versionFailures == 0)
}

@Test func `a model that makes room keeps its questions`() {
    var drive = PoolDrive()
    let asked = drive.ask()
    let waiting = drive.ask()
    drive.loadAll()
    drive.makeRoom()
    drive.answer(1)
    #expect(drive.ends == [asked: 1])
    #expect(drive.ending == [1])
    drive.endAll()
    drive.loadAll()
    drive.answer(2)
    #expect(drive.ends[waiting] == 1)
}

@Test func `where there is no room the questions say so, and later ones try again`() {
    var drive = PoolDrive()
    drive.ask()
    drive.noRoom(1)
    #expect(drive.failures == [.noRoom(reason: "full")])
    let question = drive.ask()
    #expect(drive.launches == 1)
    drive.tick(after: 1)
    #expect(drive.launches == 2)
    drive.loadAll()
    drive.answer(2)
    #expect(drive.ends[question] == 1)
}

@Test func `a start without room fails`() {
    var drive = PoolDrive()
    drive.start(1, 1)
    drive.noRoom(1)
    #expect(drive.versionFailures == 1)
    #expect(drive.pool.failure == "full")
    #expect(drive.pool.pin == nil)
}

@Test func `a worker that does not end is killed`() {
    var drive = PoolDrive(idleSeconds: 1)
    drive.ask()
    drive.loadAll()
    drive.answer(1)
    drive.tick(after: 1)
    #expect(drive.pool.units.map(\.isKilled) == [false])
    drive.tick(after: 5)
    #expect(drive.pool.units.map(\.isKilled) == [true])
}

@Test(arguments: 1...20)
func `whatever happens, every question has one end and no unit is left`(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var drive = PoolDrive()
    for _ in 0..<10_000 where drive.problems.isEmpty { drive.step(&numbers) }
    drive.finish()
    #expect(drive.problems.isEmpty)
    #expect(drive.ends.count == drive.questions)
    #expect(drive.ends.values.allSatisfy { $0 == 1 })
    #expect(drive.workers.isEmpty)
    #expect(drive.pool.isVacant)
}
