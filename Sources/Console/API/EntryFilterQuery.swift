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

    /// What a filter may have, in an address or in a body.
    private static let names: Set<String> = [
        "label", "state", "errors", "version", "evaluation", "verdict", "verdictLabel", "search",
    ]

    /// Throws a `ConsoleError` for a value that no filter has.
    init(_ request: Request, _ project: String, _ desk: Desk) async throws {
        order = try request.query("sort", as: Sort.self)?.order ?? .asAdded
        choice = try await Self.choice({ request.query($0) }, project, desk)
    }

    /// A filter that a body holds.
    ///
    /// Throws for a name that is none too: a word mistaken would let all images pass.
    init(_ filter: [String: String], _ project: String, _ desk: Desk) async throws {
        if let name = filter.keys.sorted().first(where: { !Self.names.contains($0) }) {
            throw ConsoleError.badRequest("A filter has no \(name).", value: name)
        }
        order = .asAdded
        choice = try await Self.choice({ filter[$0] }, project, desk)
    }

    private static func choice(
        _ value: (String) -> String?,
        _ project: String,
        _ desk: Desk
    ) async throws -> EntryChoice {
        let errors = value("errors")
        guard errors == nil || errors == "1" else {
            throw ConsoleError.badRequest("errors is 1, or left out.", value: errors)
        }
        var choice = EntryChoice(
            label: value("label"),
            state: try value("state").map { try EntryStateShape(word: $0, of: "state").state },
            hasErrors: errors != nil,
            namePart: value("search")
        )
        guard let verdict = try value("verdict").map({ try EntryVerdict(word: $0, of: "verdict") }) else {
            return choice
        }
        guard let name = value("version") else {
            throw ConsoleError.badRequest("A verdict is one of a version.")
        }
        let reference = try await desk.useCases.overviews.project(named: project)
        choice.verdict = VerdictChoice(
            version: try await desk.useCases.overviews.version(named: name, in: reference),
            evaluation: try EvaluationName(value("evaluation")).number,
            verdict: verdict,
            label: value("verdictLabel")
        )
        return choice
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
