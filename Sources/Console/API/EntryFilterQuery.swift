import Catalog
import HummingbirdCore
import Projects

/// A gallery's filter and order, as a query has them.
struct EntryFilterQuery: Sendable {
    private enum Sort: String, CaseIterable {
        case added
        case newest = "-added"
        case name
        case nameFalling = "-name"

        var order: EntryOrder {
            switch self {
            case .added: .asAdded
            case .newest: .newest
            case .name: .name
            case .nameFalling: .nameFalling
            }
        }
    }

    let choice: EntryChoice
    let order: EntryOrder

    /// Throws a `ConsoleError` for a value that no filter has.
    init(_ request: Request, _ project: String, _ desk: Desk) async throws {
        order = try request.query("sort", as: Sort.self)?.order ?? .asAdded
        var choice = EntryChoice(
            label: request.query("label"),
            state: try request.query("state", as: EntryStateShape.self)?.state,
            hasErrors: request.query("errors") == "1",
            namePart: request.query("search")
        )
        if let verdict = try request.query("verdict", as: EntryVerdict.self) {
            guard let name = request.query("version") else {
                throw ConsoleError.badRequest("A verdict is one of a version.")
            }
            let reference = try await desk.useCases.overviews.project(named: project)
            choice.verdict = VerdictChoice(
                version: try await desk.useCases.overviews.version(named: name, in: reference),
                evaluation: try EvaluationName(request.query("evaluation")).number,
                verdict: verdict,
                label: request.query("verdictLabel")
            )
        }
        self.choice = choice
    }
}

/// How an address names an evaluation: `training`, or a number.
struct EvaluationName: Hashable, Sendable {
    static let training = "training"

    /// Nil for the one made at training.
    let number: Int64?

    init(_ text: String?) throws {
        guard let text, text != Self.training else {
            number = nil
            return
        }
        guard let number = Int64(text) else {
            throw ConsoleError.notFound("There is no evaluation \(text).")
        }
        self.number = number
    }

    static func text(_ number: Int64?) -> String { number.map { "\($0)" } ?? training }
}
