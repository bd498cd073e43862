import Catalog
import Hummingbird
import HummingbirdCore
import Projects

/// What is done to many images at once.
struct ActionHandlers: Sendable {
    /// Of ids in one request, which its body holds; more are chosen by a filter.
    private static let mostEntries = 100_000
    private static let longestTicket = 64

    let desk: Desk

    private struct Order: Decodable {
        let action: ActionKind
        let entries: [Int64]?
        /// Takes all that pass instead, as the list has them.
        let filter: [String: String]?
        /// Of those that pass, these are left out.
        let except: [Int64]?
        /// How many the person was told, who chose by a filter.
        let count: Int?
        let label: String?
        /// What the page calls it when it asks how far it is.
        let ticket: String?
    }

    /// Answers when all is done, which may take minutes; `list` tells meanwhile how far it is.
    ///
    /// It goes on where nobody waits for the answer any more.
    func act(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        let order = try await JSONAnswer.read(Order.self, from: request)
        try check(order)
        let entries = try await entries(of: order, dataset)
        let outcome = try await desk.actions.follow(
            order.action,
            on: dataset,
            ticket: order.ticket,
            total: entries.count
        ) { told in
            try await perform(order, entries, dataset, told)
        }
        return try JSONAnswer.make(outcome)
    }

    private struct Listed: Encodable {
        struct Action: Encodable {
            struct Failure: Encodable {
                let code: String
                let message: String
            }

            @OrNull var ticket: String?
            let action: ActionKind
            let done: Int
            let total: Int
            /// `working`, `done` or `failed`.
            let status: String
            @OrNull var outcome: ActionOutcome?
            @OrNull var error: Failure?

            init(_ note: ActionNote) {
                ticket = note.ticket
                action = note.kind
                done = note.progress.done
                total = note.progress.total
                switch note.state {
                case .working: (status, outcome, error) = ("working", nil, nil)
                case .done(let end): (status, outcome, error) = ("done", end, nil)
                case .failed(let failure):
                    (status, outcome) = ("failed", nil)
                    error = Failure(code: failure.code, message: failure.message)
                }
            }
        }

        let actions: [Action]
    }

    /// How far the actions on the set are, and how those of the last minutes have ended.
    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let notes = desk.actions.notes(of: try await desk.dataset(context))
        return try JSONAnswer.make(Listed(actions: notes.map(Listed.Action.init)))
    }

    private func check(_ order: Order) throws {
        guard let ticket = order.ticket else { return }
        let isWord = ticket.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        }
        guard isWord, (1...Self.longestTicket).contains(ticket.utf8.count) else {
            throw ConsoleError.badRequest(
                "A ticket has at most \(Self.longestTicket) small letters, digits and hyphens.",
                value: ticket
            )
        }
    }

    private func perform(
        _ order: Order,
        _ entries: [Int64],
        _ dataset: DatasetReference,
        _ told: (ChangeProgress) -> Void
    ) async throws -> ActionOutcome {
        switch order.action {
        case .move: return try await move(entries, dataset, told)
        case .delete:
            let labelling = desk.useCases.labelling
            let count = try await labelling.delete(.ids(entries), from: dataset, told: told)
            return ActionOutcome(changed: count)
        case .assign:
            guard let label = order.label, !label.isEmpty else {
                throw ConsoleError.invalid("Which label?", value: "label")
            }
            return try await change(entries, dataset, .relabel(label), told)
        case .empty: return try await change(entries, dataset, .empty, told)
        }
    }

    private func entries(of order: Order, _ dataset: DatasetReference) async throws -> [Int64] {
        switch (order.entries, order.filter) {
        case (let entries?, nil):
            guard !entries.isEmpty, entries.count <= Self.mostEntries else {
                let most = Words.count(Self.mostEntries)
                throw ConsoleError.badRequest("One to \(most) images can be named at once.")
            }
            return entries
        case (nil, let filter?):
            guard let told = order.count else {
                throw ConsoleError.badRequest("Who changes all that pass a filter says how many they are.")
            }
            let choice = try await EntryFilterQuery(filter, dataset.project, desk).choice
            let except = Set(order.except ?? [])
            let entries = try await desk.useCases.labelling.ids(of: .matching(choice), in: dataset)
                .filter { !except.contains($0) }
            guard entries.count == told else {
                throw ConsoleError(
                    .conflict,
                    "changed",
                    "They are \(Words.count(entries.count, "image")) by now, and not \(Words.count(told)). "
                        + "Nothing was changed."
                )
            }
            return entries
        case (nil, nil), (_?, _?):
            throw ConsoleError.badRequest("Images are chosen by their ids or by a filter.")
        }
    }

    private func move(
        _ entries: [Int64],
        _ dataset: DatasetReference,
        _ told: (ChangeProgress) -> Void
    ) async throws -> ActionOutcome {
        let outcome = try await desk.useCases.labelling.move(.ids(entries), from: dataset, told: told)
        return ActionOutcome(
            changed: outcome.moved,
            skipped: outcome.alreadyThere.map {
                ActionOutcome.Skipped(
                    id: nil,
                    reason: "\($0) is in the \(dataset.type.other.word) set already."
                )
            }
        )
    }

    private func change(
        _ entries: [Int64],
        _ dataset: DatasetReference,
        _ change: EntryChange,
        _ told: (ChangeProgress) -> Void
    ) async throws -> ActionOutcome {
        let outcome = try await desk.useCases.labelling.change(
            .ids(entries),
            of: dataset,
            change,
            told: told
        )
        return ActionOutcome(
            changed: outcome.changed,
            skipped: outcome.skipped.map { ActionOutcome.Skipped(id: $0.id, reason: $0.reason.words) }
        )
    }
}

extension SkippedEntry.Reason {
    fileprivate var words: String {
        switch self {
        case .gone: "The image is not there any more."
        case .changedMeanwhile(let name): "Somebody else has changed \(name) meanwhile."
        case .noBoxes(let name): "\(name) has no boxes."
        case .unreadable(let name, let reason): "\(name) cannot be read: \(reason)"
        }
    }
}
