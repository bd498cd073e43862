import Catalog
import Hummingbird
import HummingbirdCore
import Projects

/// What is done to many images at once.
struct ActionHandlers: Sendable {
    /// Of ids in one request; more are chosen by a filter.
    private static let mostEntries = 1000
    /// Told of images left as they were; of more, their number alone.
    private static let mostReasons = 100

    let desk: Desk

    private enum Action: String, Decodable {
        case move
        case delete
        case assign
        case empty
    }

    private struct Order: Decodable {
        let action: Action
        let entries: [Int64]?
        /// Takes all that pass instead, as the list has them.
        let filter: [String: String]?
        /// Of those that pass, these are left out.
        let except: [Int64]?
        /// How many the person was told, who chose by a filter.
        let count: Int?
        let label: String?
    }

    private struct Outcome: Encodable {
        struct Skipped: Encodable {
            @OrNull var id: Int64?
            let reason: String
        }

        let changed: Int
        /// The first of them.
        let skipped: [Skipped]
        let skippedCount: Int

        init(changed: Int, skipped: [Skipped] = []) {
            self.changed = changed
            self.skipped = Array(skipped.prefix(ActionHandlers.mostReasons))
            skippedCount = skipped.count
        }
    }

    func act(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        let order = try await JSONAnswer.read(Order.self, from: request)
        let entries = try await entries(of: order, dataset)
        switch order.action {
        case .move: return try JSONAnswer.make(try await move(entries, dataset))
        case .delete:
            let count = try await desk.useCases.labelling.delete(.ids(entries), from: dataset)
            return try JSONAnswer.make(Outcome(changed: count))
        case .assign:
            guard let label = order.label, !label.isEmpty else {
                throw ConsoleError.invalid("Which label?", value: "label")
            }
            return try JSONAnswer.make(try await change(entries, dataset, .relabel(label)))
        case .empty: return try JSONAnswer.make(try await change(entries, dataset, .empty))
        }
    }

    private func entries(of order: Order, _ dataset: DatasetReference) async throws -> [Int64] {
        switch (order.entries, order.filter) {
        case (let entries?, nil):
            guard !entries.isEmpty, entries.count <= Self.mostEntries else {
                throw ConsoleError.badRequest("One to \(Self.mostEntries) images can be named at once.")
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

    private func move(_ entries: [Int64], _ dataset: DatasetReference) async throws -> Outcome {
        let outcome = try await desk.useCases.labelling.move(.ids(entries), from: dataset)
        return Outcome(
            changed: outcome.moved,
            skipped: outcome.alreadyThere.map {
                Outcome.Skipped(id: nil, reason: "\($0) is in the \(dataset.type.other.word) set already.")
            }
        )
    }

    private func change(
        _ entries: [Int64],
        _ dataset: DatasetReference,
        _ change: EntryChange
    ) async throws -> Outcome {
        let outcome = try await desk.useCases.labelling.change(.ids(entries), of: dataset, change)
        return Outcome(
            changed: outcome.changed,
            skipped: outcome.skipped.map { Outcome.Skipped(id: $0.id, reason: $0.reason.words) }
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
