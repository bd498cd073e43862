import Catalog
import Foundation
import HTTPTypes
import Projects
import Synchronization

/// What can be done to many images at once.
enum ActionKind: String, Codable, Sendable {
    case move
    case delete
    case assign
    case empty
}

/// What became of an action.
struct ActionOutcome: Encodable, Sendable {
    struct Skipped: Encodable, Sendable {
        @OrNull var id: Int64?
        let reason: String
    }

    /// Told of images left as they were; of more, their number alone.
    private static let mostReasons = 100

    let changed: Int
    /// The first of them.
    let skipped: [Skipped]
    let skippedCount: Int

    init(changed: Int, skipped: [Skipped] = []) {
        self.changed = changed
        self.skipped = Array(skipped.prefix(Self.mostReasons))
        skippedCount = skipped.count
    }
}

/// An action that a request waits for, or has waited for of late.
struct ActionNote: Sendable {
    enum State: Sendable {
        case working
        case done(ActionOutcome)
        case failed(ConsoleError)
    }

    /// The page's own name for it; nil for one that nobody asks after.
    let ticket: String?
    let kind: ActionKind
    let dataset: DatasetReference
    fileprivate(set) var progress: ChangeProgress
    fileprivate(set) var state = State.working
    fileprivate var ended: Date?
}

/// How far the actions on many images are, and how those of the last minutes have ended.
///
/// In memory alone: what an action has done is in the catalog, and none outlives its server. The request that asked for it
/// is answered at the end; who has left its page, or whose request was cut off on the way, finds it here.
final class ActionBoard: Sendable {
    private static let keptSeconds = 600.0
    /// Ended ones, the oldest of which go first.
    private static let mostKept = 50

    private struct Board {
        var notes: [Int: ActionNote] = [:]
        var last = 0

        /// Forgets those that ended long ago, and the oldest where there are too many.
        mutating func clear(endedBefore moment: Date) {
            let ended = notes.filter { $0.value.ended != nil }.keys.sorted()
            let tooMany = Set(ended.dropLast(ActionBoard.mostKept))
            notes = notes.filter { number, note in
                !tooMany.contains(number) && note.ended.map { $0 >= moment } ?? true
            }
        }
    }

    private let board = Mutex(Board())
    private let now: @Sendable () -> Date

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    /// The actions on a dataset, in the order in which they were begun.
    func notes(of dataset: DatasetReference) -> [ActionNote] {
        let moment = now()
        return board.withLock { board in
            board.clear(endedBefore: moment - Self.keptSeconds)
            return board.notes.filter { $0.value.dataset == dataset }.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Notes how far `work` is, which tells it, and how it ends.
    ///
    /// Throws what `work` throws, and a `ConsoleError` for a ticket that another one has.
    func follow(
        _ kind: ActionKind,
        on dataset: DatasetReference,
        ticket: String?,
        total: Int,
        _ work: ((ChangeProgress) -> Void) async throws -> ActionOutcome
    ) async throws -> ActionOutcome {
        let number = try begin(
            ActionNote(
                ticket: ticket,
                kind: kind,
                dataset: dataset,
                progress: ChangeProgress(done: 0, total: total)
            )
        )
        do {
            let outcome = try await work { progress in
                board.withLock { $0.notes[number]?.progress = progress }
            }
            end(number, .done(outcome))
            return outcome
        } catch {
            end(number, .failed(ConsoleError(answering: error) ?? .serverFault))
            throw error
        }
    }

    private func begin(_ note: ActionNote) throws -> Int {
        try board.withLock { board in
            let isKnown = board.notes.values.contains { $0.ticket == note.ticket }
            guard note.ticket == nil || !isKnown else {
                throw ConsoleError(.conflict, "exists", "This has been asked for already.")
            }
            board.last += 1
            board.notes[board.last] = note
            return board.last
        }
    }

    private func end(_ number: Int, _ state: ActionNote.State) {
        let moment = now()
        board.withLock { board in
            board.notes[number]?.state = state
            board.notes[number]?.ended = moment
            board.clear(endedBefore: moment - Self.keptSeconds)
        }
    }
}
