extension UnitPool {
    /// Does what the state at hand calls for, and hands out all actions of the event.
    mutating func settle(_ now: Double) -> [Action] {
        dispatch(now)
        if isLeaving { depart(now) }
        if !isLeaving, failure == nil, !isClosed { plan(now) }
        for index in units.indices where units[index].fate == .retiring && units[index].state == .ready {
            dismiss(index, now)
        }
        if isStarting, !isLeaving, let pin, loadedCount >= pin.minimum {
            isStarting = false
            actions.append(.started)
        }
        let hasFree = units.contains { $0.isOpen && $0.state == .ready }
        if !waiting.isEmpty || !hasFree { lastNeed = now }
        defer { actions = [] }
        return actions
    }

    func index(of unit: Int) -> Int? {
        units.firstIndex { $0.number == unit }
    }

    /// Gives free units what waits.
    private mutating func dispatch(_ now: Double) {
        for index in units.indices where units[index].isOpen && units[index].state == .ready {
            guard !waiting.isEmpty else { return }
            let question = waiting.removeFirst()
            units[index].state = .busy(question: question, since: now)
            actions.append(.send(question: question, unit: units[index].number))
        }
    }

    /// Sends units away that have nothing left to do; when the last has gone, what was held is next.
    private mutating func depart(_ now: Double) {
        if waiting.isEmpty || failure != nil {
            for index in units.indices where !units[index].isBusy { dismiss(index, now) }
        }
        guard units.isEmpty else { return }
        isLeaving = false
        waiting += held
        held = []
        actions.append(.emptied)
        guard isClosed else { return }
        for question in waiting { fail(question, .closed) }
        waiting = []
    }

    /// Decides how many units there should be, and launches and retires towards that.
    private mutating func plan(_ now: Double) {
        if !questions.isEmpty { wanted = max(wanted, 1) }
        wanted = min(max(wanted, least), most)
        let staying = units.filter(\.isOpen)
        // Another one for a queue longer than the units; not before the last one has shown what it is good for.
        if staying.count == wanted, loadedCount == wanted, waiting.count > wanted, wanted < most {
            wanted += 1
        }
        if now >= blockedUntil, futile < Self.futileEnds {
            for _ in 0..<max(0, min(wanted - staying.count, most - units.count)) { launch() }
        }
        for _ in 0..<max(0, loadedCount - wanted) { retireOne() }
        renewThreads(now)
    }

    private mutating func launch() {
        let unit = PooledUnit(number: nextUnit, threads: threads(among: wanted))
        nextUnit += 1
        units.append(unit)
        actions.append(.launch(unit: unit.number, threads: unit.threads))
    }

    /// Retires the loaded unit that is missed least: one with too many or too few threads, a free one, the newest.
    private mutating func retireOne() {
        let right = threads(among: wanted)
        let loaded = units.indices.filter { units[$0].isOpen && !units[$0].isLoading }
        let least = loaded.max { one, other in
            func rank(_ index: Int) -> [Int] {
                [units[index].threads == right ? 0 : 1, units[index].isBusy ? 0 : 1, index]
            }
            return rank(one).lexicographicallyPrecedes(rank(other))
        }
        if let least { units[least].fate = .retiring }
    }

    /// Replaces, one after the other, units whose threads do not fit their number any more.
    ///
    /// Where another unit may be launched it comes first, and the old one is then one too many; else the old one goes
    /// first, where that leaves enough.
    private mutating func renewThreads(_ now: Double) {
        let right = threads(among: wanted)
        guard wanted > 0, units.count == wanted, loadedCount == wanted,
            units.contains(where: { $0.threads != right })
        else { return }
        if units.count < most {
            if now >= blockedUntil, futile < Self.futileEnds { launch() }
        } else if wanted > max(least, 1) {
            retireOne()
        }
    }

    /// Tells a unit that has no question to end; one that is not loaded yet is killed, which costs nobody anything.
    mutating func dismiss(_ index: Int, _ now: Double) {
        switch units[index].fate {
        case .dismissed, .condemned: return
        case .staying, .retiring: break
        }
        units[index].fate = .dismissed(at: now)
        units[index].isKilled = units[index].isLoading
        let number = units[index].number
        actions.append(units[index].isLoading ? .kill(unit: number) : .end(unit: number))
    }

    /// Kills a unit for a fault.
    mutating func condemn(_ index: Int, _ reason: String) {
        units[index].fate = .condemned(reason: reason)
        actions.append(.kill(unit: units[index].number))
    }

    /// Takes a question back from a worker that is lost: it comes first again, once.
    mutating func lose(_ question: Int, _ reason: String) {
        guard var known = questions[question] else { return }
        known.losses += 1
        if known.losses > 1 {
            fail(question, .lost(reason: reason))
        } else {
            questions[question] = known
            waiting.insert(question, at: 0)
        }
    }

    /// Answers a question with an error.
    mutating func fail(_ question: Int, _ reason: QuestionFailure) {
        guard questions.removeValue(forKey: question) != nil else { return }
        actions.append(.fail(question: question, reason))
    }

    /// Gives the version up: every question is answered with the reason, and all units leave.
    mutating func fail(_ reason: String, _ now: Double) {
        failure = reason
        actions.append(.failed(reason: reason))
        for question in questions.keys.sorted() { fail(question, .broken(reason: reason)) }
        waiting = []
        held = []
        pin = nil
        isStarting = false
        wanted = 0
        isLeaving = true
    }
}
