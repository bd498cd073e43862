import Annotations
import Catalog
import Hummingbird
import HummingbirdCore
import Projects

/// What is done to many images at once.
struct ActionHandlers: Sendable {
    private static let mostEntries = 1000

    let desk: Desk

    private enum Action: String, Decodable {
        case move
        case delete
        case assign
        case empty
    }

    private struct Order: Decodable {
        let action: Action
        let entries: [Int64]
        let label: String?
    }

    private struct Outcome: Encodable {
        struct Skipped: Encodable {
            @OrNull var id: Int64?
            let reason: String
        }

        var changed = 0
        var skipped: [Skipped] = []
    }

    func act(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        let order = try await JSONAnswer.read(Order.self, from: request)
        guard !order.entries.isEmpty, order.entries.count <= Self.mostEntries else {
            throw ConsoleError.badRequest("One to \(Self.mostEntries) images can be changed at once.")
        }
        switch order.action {
        case .move: return try JSONAnswer.make(try await move(order.entries, dataset))
        case .delete:
            let count = try await desk.useCases.labelling.delete(.ids(order.entries), from: dataset)
            return try JSONAnswer.make(Outcome(changed: count))
        case .assign:
            guard let label = order.label, !label.isEmpty else {
                throw ConsoleError.invalid("Which label?", value: "label")
            }
            let outcome = try await change(order.entries, in: try await desk.project(context)) { entry in
                entry.boxes.isEmpty
                    ? nil : (entry.boxes.map { BoxDraft(id: $0.id, label: label, box: $0.box) }, .labelled)
            }
            return try JSONAnswer.make(outcome)
        case .empty:
            let outcome = try await change(order.entries, in: try await desk.project(context)) { _ in
                ([], .noObject)
            }
            return try JSONAnswer.make(outcome)
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

    /// Saves what `draft` makes of each image; nil leaves one as it is.
    private func change(
        _ entries: [Int64],
        in project: ProjectReference,
        draft: (EntrySummary) -> (boxes: [BoxDraft], state: EntryState)?
    ) async throws -> Outcome {
        var outcome = Outcome()
        for id in entries {
            do {
                let entry = try await desk.useCases.labelling.entry(id, in: project).summary
                guard let new = draft(entry) else {
                    outcome.skipped.append(.init(id: id, reason: "\(entry.name) has no boxes."))
                    continue
                }
                let saved = try await desk.useCases.labelling.save(
                    new.boxes,
                    state: new.state,
                    entry: id,
                    in: project,
                    revision: entry.revision
                )
                switch saved {
                case .saved: outcome.changed += 1
                case .stale:
                    outcome.skipped.append(
                        .init(id: id, reason: "Somebody else has changed \(entry.name) meanwhile.")
                    )
                }
            } catch LabellingError.noSuchEntry {
                outcome.skipped.append(.init(id: id, reason: "The image is not there any more."))
            }
        }
        return outcome
    }
}
