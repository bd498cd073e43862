/// One inference unit as its pool sees it.
struct PooledUnit: Hashable, Sendable {
    enum State: Hashable, Sendable {
        /// Since when; nil while it waits for memory.
        case loading(since: Double?)
        case ready
        case busy(question: Int, since: Double)
    }

    /// What was decided about it.
    enum Fate: Hashable, Sendable {
        case staying
        /// It gets no more questions, and ends when it has none.
        case retiring
        /// It was told to end at this time; that it does is no fault.
        case dismissed(at: Double)
        /// It is killed for this fault.
        case condemned(reason: String)
    }

    let number: Int
    let threads: Int
    var state = State.loading(since: nil)
    var fate = Fate.staying
    /// Whether it was killed after it had been told to end.
    var isKilled = false
    /// Questions that it has answered.
    var answered = 0
    /// As last measured.
    var bytes: Int64?

    init(number: Int, threads: Int) {
        self.number = number
        self.threads = threads
    }

    /// Whether it may be given questions, now or when it is loaded.
    var isOpen: Bool { fate == .staying }

    var isLoading: Bool {
        if case .loading = state { true } else { false }
    }

    var isBusy: Bool {
        if case .busy = state { true } else { false }
    }
}

/// How a worker came to its end.
enum UnitEnd: Hashable, Sendable {
    /// It cannot load the model, nor could another.
    case refused(reason: String)
    case died(reason: String)
    /// In order.
    case left
}
