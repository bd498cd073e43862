import Annotations

/// What is wrong with an annotation file, short enough to read: errors one by one, warnings of one kind together.
struct ProblemList {
    private static let shownErrors = 20
    private static let shownLines = 5

    let problems: [Problem]

    /// One line for each error, up to twenty, and one for each kind of warning.
    var lines: [String] {
        let errors = problems.filter { $0.severity == .error }
        var lines = errors.prefix(Self.shownErrors).map(\.description)
        if errors.count > Self.shownErrors {
            lines.append("\(errors.count - Self.shownErrors) more errors; `katmai convert --json` lists all")
        }
        let warnings = problems.filter { $0.severity == .warning }
        var seen: Set<String> = []
        for first in warnings where seen.insert(first.code).inserted {
            lines.append(summary(of: warnings.filter { $0.code == first.code }, first))
        }
        return lines
    }

    private func summary(of warnings: [Problem], _ first: Problem) -> String {
        guard warnings.count > 1 else { return first.description }
        let numbers = warnings.compactMap(\.line)
        let shown = numbers.prefix(Self.shownLines).map(String.init).joined(separator: ", ")
        let place =
            numbers.isEmpty ? "" : " (lines \(shown)\(numbers.count > Self.shownLines ? ", ..." : ""))"
        return "\(first.file): \(warnings.count) warnings: \(first.message) [\(first.code)]\(place)"
    }
}
