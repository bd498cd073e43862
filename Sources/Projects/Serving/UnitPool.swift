/// The inference units of one version and the questions for them: what is to be done when something happens.
///
/// It starts no process and reads no clock: events come in with their time, in seconds, and actions come out, which
/// `ServedModels` carries out. All units take from one queue: whichever is free first takes the next question. A unit has at
/// most one question at a time, so a worker that is lost costs one question a second try.
struct UnitPool: Sendable {
    /// What holds for every pool of a server.
    struct Terms: Hashable, Sendable {
        /// After this a question is answered with an error.
        var deadlineSeconds: Double
        /// What a worker may take for one question: a third, so that another can be tried in time.
        var questionSeconds: Double { deadlineSeconds / 3 }
        /// What a worker may take to load its model, which may have to be compiled first.
        var loadSeconds: Double { max(60, deadlineSeconds) }
        /// The most memory of one worker; nil is no limit.
        var unitBytes: Int64?
        /// Shared by the units of a version.
        var cores: Int
    }

    /// Questions that may wait for loaded units, for each unit there may be.
    static let waitingPerUnit = 64
    /// Questions that may wait while none is loaded, for the load and not for each other, and until these have had their turn:
    /// of many first requests at once some arrive only after the load.
    static let heldQuestions = 1024
    /// How long a unit above the least may be spare before it is ended.
    static let spareSeconds = 60.0
    /// How long a unit may take to end by itself.
    static let endSeconds = 5.0
    /// So many workers in a row that ended without an answer are the model's fault.
    static let futileEnds = 5

    /// Between start and stop.
    struct Pin: Hashable, Sendable {
        var minimum: Int
        var maximum: Int
    }

    struct Question: Hashable, Sendable {
        let deadline: Double
        /// Whether nothing was loaded when it came.
        let isCold: Bool
        /// How often the worker that had it was lost.
        var losses = 0
    }

    let terms: Terms
    /// How long the model stays loaded when nobody asks and it is not started.
    var idleSeconds: Double
    /// Oldest first.
    var units: [PooledUnit] = []
    /// All without an answer.
    var questions: [Int: Question] = [:]
    /// Those that no unit has yet, first come first.
    var waiting: [Int] = []
    /// Those that came while the pool empties: they wait for what comes after.
    var held: [Int] = []
    var pin: Pin?
    /// Whether somebody waits for the least units of a start.
    var isStarting = false
    /// How many units there should be.
    var wanted = 0
    /// No unit is launched until all are gone.
    var isLeaving = false
    /// No question is taken any more.
    var isClosed = false
    /// Why the version cannot be run.
    var failure: String?
    /// Whether the model was ever loaded: then its bundle is good.
    var hasLoaded = false
    /// Workers in a row that ended without an answer.
    var futile = 0
    /// When a question came or was answered, or a model was loaded.
    var lastUse: Double
    /// When all units were last busy.
    var lastNeed: Double
    /// When a model was last loaded.
    var lastLoad: Double
    /// No launch before this, since there was no room.
    var blockedUntil = -Double.infinity
    var nextUnit = 1
    /// What the event at hand leads to.
    var actions: [Action] = []

    init(_ terms: Terms, idleSeconds: Double, now: Double) {
        self.terms = terms
        self.idleSeconds = idleSeconds
        lastUse = now
        lastNeed = now
        lastLoad = now
    }
}

extension UnitPool {
    /// What is to be done.
    enum Action: Hashable, Sendable {
        /// Start a worker, when there is memory for it; `launched`, `noRoom` or `ended` follows.
        case launch(unit: Int, threads: Int)
        /// Let a worker end that has nothing to do; `ended` follows.
        case end(unit: Int)
        /// End a worker at once; `ended` follows.
        case kill(unit: Int)
        case send(question: Int, unit: Int)
        /// Hand on what the worker has just said.
        case answer(question: Int, isCold: Bool)
        case fail(question: Int, QuestionFailure)
        /// The least units of a start are there.
        case started
        /// The version cannot be run.
        case failed(reason: String)
        /// All units have left.
        case emptied
    }

    var least: Int { pin?.minimum ?? 0 }
    /// Without a start there is one unit, with all cores.
    var most: Int { pin?.maximum ?? 1 }

    /// Units with a loaded model that will have further questions.
    var loadedCount: Int { units.count(where: { $0.isOpen && !$0.isLoading }) }

    /// Nothing is loaded, nobody waits: the pool may be forgotten.
    var isVacant: Bool { units.isEmpty && questions.isEmpty && pin == nil }

    /// Whether it could leave to make room: loaded, not started, and asked nothing.
    var isIdle: Bool {
        pin == nil && !isLeaving && questions.isEmpty && !units.isEmpty
            && units.allSatisfy { $0.isOpen && !$0.isLoading }
    }

    /// Seconds until it is unloaded if nobody asks; nil where it stays or is not loaded.
    func secondsUntilUnload(now: Double) -> Double? {
        isIdle ? max(0, lastUse + idleSeconds - now) : nil
    }

    /// The threads of a unit among so many: together they fit the cores.
    func threads(among units: Int) -> Int {
        max(1, terms.cores / max(1, units))
    }
}

/// Why a question has no answer.
enum QuestionFailure: Error, Hashable, Sendable {
    /// Too many others wait.
    case overloaded
    /// Its turn did not come in time.
    case tooLate
    /// There is no memory for the model, and none will be free.
    case noRoom(reason: String)
    /// A worker has it and says nothing.
    case noAnswer(seconds: Int)
    /// Both workers that had it were lost; the reason is the second's.
    case lost(reason: String)
    /// The model cannot be loaded.
    case broken(reason: String)
    /// The model is being stopped or deleted, or the server ends.
    case closed
}

extension QuestionFailure: CustomStringConvertible {
    var description: String {
        switch self {
        case .overloaded: "too many other requests wait"
        case .tooLate: "its turn did not come in time"
        case .noRoom(let reason), .broken(let reason): reason
        case .noAnswer(let seconds): "there was no answer within \(seconds) s"
        case .lost(let reason): "two workers were lost over it, the second so: \(reason)"
        case .closed: "the model is being stopped"
        }
    }
}
