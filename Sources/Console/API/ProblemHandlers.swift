import Catalog
import Foundation
import Hummingbird
import HummingbirdCore
import Projects

/// What is wrong with a dataset's lines: first those that became no image, then the images with errors.
struct ProblemHandlers: Sendable {
    let desk: Desk

    /// Where a page begins, in words that stand in an address.
    private enum Place: Sendable {
        case lines(after: Int64)
        case entries(after: Int64)

        private static let entryMark = "image-"

        init(_ text: String?) throws {
            let number = text.map {
                $0.hasPrefix(Self.entryMark) ? $0.dropFirst(Self.entryMark.count) : $0[...]
            }
            guard let id = number.map({ Int64($0) }) ?? 0 else {
                throw ConsoleError.badRequest("There is no such place in the list.", value: text)
            }
            self = text?.hasPrefix(Self.entryMark) == true ? .entries(after: id) : .lines(after: id)
        }

        var text: String {
            switch self {
            case .lines(let id): "\(id)"
            case .entries(let id): "\(Self.entryMark)\(id)"
            }
        }
    }

    fileprivate struct Listed: Encodable {
        struct Problem: Encodable {
            /// Nil of an image.
            @OrNull var line: Int?
            @OrNull var found: Date?
            let code: String
            let message: String
            @OrNull var detail: String?
            /// The image that has the problem, or the line's picture; nil where there is none in the set.
            @OrNull var entry: Int64?
            @OrNull var name: String?
        }

        var problems: [Problem] = []
        @OrNull var next: String? = nil
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        let limit = try request.query("limit", in: 1...500) ?? 100
        let start = try Place(request.query("after"))
        var listed = Listed()
        var behind: Int64 = 0
        switch start {
        case .entries(let id): behind = id
        case .lines(let id):
            let lines = try await desk.useCases.labelling.problems(of: dataset, after: id, limit: limit + 1)
            listed.problems = lines.prefix(limit).map(Listed.Problem.init)
            if lines.count > limit {
                listed.next = Place.lines(after: lines[limit - 1].id).text
                return try JSONAnswer.make(listed)
            }
        }
        let left = limit - listed.problems.count
        let entries = try await desk.useCases.labelling.entryProblems(
            of: dataset,
            after: behind,
            limit: left + 1
        )
        let shown = entries.prefix(left)
        listed.problems += shown.flatMap(Listed.Problem.all)
        if entries.count > left { listed.next = Place.entries(after: shown.last?.entry ?? behind).text }
        return try JSONAnswer.make(listed)
    }
}

extension ProblemHandlers.Listed.Problem {
    fileprivate init(_ problem: ImportProblem) {
        line = problem.line
        found = problem.found
        code = problem.code
        message = problem.words
        detail = problem.detail
        entry = problem.entry
        name = nil
    }

    fileprivate static func all(of problem: EntryProblem) -> [Self] {
        problem.issues.filter(\.isError).map { issue in
            Self(
                line: nil,
                found: nil,
                code: issue.code,
                message: issue.words,
                detail: issue.detail,
                entry: problem.entry,
                name: problem.name
            )
        }
    }
}
