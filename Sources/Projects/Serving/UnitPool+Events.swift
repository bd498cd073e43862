extension UnitPool {
    /// A question came.
    mutating func ask(_ question: Int, now: Double) -> [Action] {
        if let failure { return [.fail(question: question, .broken(reason: failure))] }
        guard !isClosed else { return [.fail(question: question, .closed)] }
        let isLoaded = loadedCount > 0 && !isLeaving
        let limit = isLoaded && !isCatchingUp ? Self.waitingPerUnit * most : Self.heldQuestions
        guard waiting.count + held.count < limit else { return [.fail(question: question, .overloaded)] }
        questions[question] = Question(deadline: now + terms.deadlineSeconds, isCold: !isLoaded)
        if isLeaving { held.append(question) } else { waiting.append(question) }
        lastUse = now
        return settle(now)
    }

    /// Whether questions that came before the load still wait for their turn.
    private var isCatchingUp: Bool { waiting.first.flatMap { questions[$0] }?.isCold ?? false }

    /// A worker was started.
    mutating func launched(_ unit: Int, now: Double) -> [Action] {
        guard let index = index(of: unit), units[index].isLoading else { return [] }
        units[index].state = .loading(since: now)
        return settle(now)
    }

    /// There is no memory for a unit that was to be launched, and none will be free.
    mutating func noRoom(for unit: Int, reason: String, now: Double) -> [Action] {
        guard let index = index(of: unit) else { return [] }
        units.remove(at: index)
        if isStarting {
            fail(reason, now)
        } else {
            blockedUntil = now + 1
            if loadedCount == 0 {
                for question in waiting { fail(question, .noRoom(reason: reason)) }
                waiting = []
            }
            wanted = max(least, loadedCount)
        }
        return settle(now)
    }

    /// A worker has loaded its model.
    mutating func ready(_ unit: Int, now: Double) -> [Action] {
        guard let index = index(of: unit), units[index].isLoading else { return [] }
        units[index].state = .ready
        hasLoaded = true
        lastUse = now
        lastLoad = now
        return settle(now)
    }

    /// A worker has answered; `bytes` is the memory it has now.
    mutating func answered(_ unit: Int, question: Int, bytes: Int64?, now: Double) -> [Action] {
        guard let index = index(of: unit), case .busy(question, _) = units[index].state else { return [] }
        units[index].state = .ready
        units[index].answered += 1
        futile = 0
        lastUse = now
        // Nobody waits for it when its deadline has passed.
        if let known = questions.removeValue(forKey: question) {
            actions.append(.answer(question: question, isCold: known.isCold))
        }
        return bytes.map { measured(unit, bytes: $0, now: now) } ?? settle(now)
    }

    /// A worker's memory was looked at.
    mutating func measured(_ unit: Int, bytes: Int64, now: Double) -> [Action] {
        guard let index = index(of: unit) else { return [] }
        units[index].bytes = bytes
        if let limit = terms.unitBytes, bytes > limit, units[index].isOpen {
            switch units[index].state {
            case .loading: break
            case .ready: units[index].fate = .retiring
            case .busy:
                let text =
                    "the worker grew to \(bytes / 1_000_000) MB, over the limit of \(limit / 1_000_000) MB"
                condemn(index, text)
            }
        }
        return settle(now)
    }

    /// A worker is no more.
    mutating func ended(_ unit: Int, _ end: UnitEnd, now: Double) -> [Action] {
        guard let index = index(of: unit) else { return [] }
        let gone = units.remove(at: index)
        let reason: String
        switch (gone.fate, end) {
        case (.condemned(let fault), _): reason = fault
        case (_, .refused(let text)), (_, .died(let text)): reason = text
        case (_, .left): reason = "the worker ended by itself"
        }
        if case .busy(let question, _) = gone.state { lose(question, reason) }
        switch gone.fate {
        case .dismissed: break
        case .staying, .retiring, .condemned:
            if gone.answered == 0 { futile += 1 }
            if gone.isLoading, case .refused = end, !hasLoaded {
                fail(reason, now)
            } else if futile >= Self.futileEnds, loadedCount == 0, failure == nil {
                fail(reason, now)
            }
        }
        return settle(now)
    }

    /// Time has passed.
    mutating func tick(now: Double) -> [Action] {
        endQuestions(now)
        for index in units.indices { watch(index, now) }
        if isIdle, now - lastUse >= idleSeconds { wanted = 0 }
        if wanted > max(least, 1), now - lastNeed >= Self.spareSeconds {
            wanted -= 1
            lastNeed = now
        }
        return settle(now)
    }

    /// The version is started: there are units from now on, until it leaves.
    mutating func start(minimum: Int, maximum: Int, now: Double) -> [Action] {
        if failure != nil {
            failure = nil
            hasLoaded = false
        }
        futile = 0
        blockedUntil = now
        isClosed = false
        pin = Pin(minimum: minimum, maximum: maximum)
        isStarting = true
        lastNeed = now
        // Once it has started there are never fewer than the least, so units with too many threads go now.
        for index in units.indices
        where units[index].isOpen && units[index].threads != threads(among: minimum) {
            if units[index].isLoading { dismiss(index, now) } else { units[index].fate = .retiring }
        }
        return settle(now)
    }

    /// All units are to leave once what waits is answered; `emptied` follows.
    ///
    /// What comes later waits for new units, or is refused where the pool is closed with this.
    mutating func leave(isClosing: Bool, now: Double) -> [Action] {
        isClosed = isClosed || isClosing
        unpin()
        return settle(now)
    }

    /// All units are to leave as soon as they can, since another model needs the memory; what waits goes on waiting.
    mutating func makeRoom(now: Double) -> [Action] {
        held = waiting + held
        waiting = []
        unpin()
        return settle(now)
    }

    private mutating func unpin() {
        pin = nil
        isStarting = false
        wanted = 0
        isLeaving = true
    }

    /// Answers questions whose time is up.
    private mutating func endQuestions(_ now: Double) {
        let late = questions.filter { $0.value.deadline <= now }.keys
        guard !late.isEmpty else { return }
        let unasked = Set(waiting + held)
        waiting.removeAll { late.contains($0) }
        held.removeAll { late.contains($0) }
        for question in late.sorted() {
            let failure: QuestionFailure =
                unasked.contains(question)
                ? .tooLate : .noAnswer(seconds: Int(terms.deadlineSeconds.rounded(.up)))
            fail(question, failure)
        }
    }

    /// Ends a unit that takes too long over what it does.
    private mutating func watch(_ index: Int, _ now: Double) {
        let unit = units[index]
        switch (unit.fate, unit.state) {
        case (.condemned, _): break
        case (.dismissed(let since), _):
            guard now - since >= Self.endSeconds, !unit.isKilled else { return }
            units[index].isKilled = true
            actions.append(.kill(unit: unit.number))
        case (_, .loading(let since?)) where now - since >= terms.loadSeconds:
            condemn(index, "the model was not loaded within \(Int(terms.loadSeconds.rounded(.up))) s")
        case (_, .busy(_, let since)) where now - since >= terms.questionSeconds:
            condemn(index, "the worker did not answer within \(Int(terms.questionSeconds.rounded(.up))) s")
        default: break
        }
    }
}
