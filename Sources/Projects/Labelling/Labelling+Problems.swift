import Annotations
package import Catalog
package import Foundation

/// A line that never got into a dataset.
package struct ImportProblem: Hashable, Sendable {
    package let id: Int64
    /// When the manifest or the update was read.
    package let found: Date
    /// In the manifest or the update, from 1.
    package let line: Int
    package let code: String
    package let message: String
    package let detail: String?
    /// The entry that has the line's image, where an earlier line brought it.
    package let entry: Int64?
}

/// An entry with an error in its line, which keeps it out of trainings.
package struct EntryProblem: Hashable, Sendable {
    package let entry: Int64
    /// The last part of the source.
    package let name: String
    package let issues: [EntryIssue]
}

extension Labelling {
    /// The lines that never got into a dataset, in the order they were found, from behind the one of an id.
    ///
    /// Throws `noSuchDataset`.
    package func problems(
        of dataset: DatasetReference,
        after id: Int64,
        limit: Int
    ) async throws -> [ImportProblem] {
        try await workshop.catalog.read { catalog in
            let record = try catalog.existingDataset(dataset)
            let lines = try catalog.droppedLines(of: record.id, after: id, limit: limit)
            let sources = Array(Set(lines.flatMap(\.sourcesOfEarlierLine)))
            let pointers = try catalog.pointers(toSources: sources, in: [record.id])
            let entries = Dictionary(pointers.map { ($0.source, $0.id) }) { first, _ in first }
            return lines.map { line in
                ImportProblem(
                    id: line.id ?? 0,
                    found: Date(milliseconds: line.found),
                    line: line.line,
                    code: line.code,
                    message: line.message,
                    detail: line.detail,
                    entry: line.sourcesOfEarlierLine.lazy.compactMap { entries[$0] }.first
                )
            }
        }
    }

    /// The entries with errors, in the order they were added, from behind the one of an id.
    ///
    /// Throws `noSuchDataset` or `datasetNotReady`.
    package func entryProblems(
        of dataset: DatasetReference,
        after id: Int64,
        limit: Int
    ) async throws -> [EntryProblem] {
        let limits = workshop.limits.manifest
        return try await workshop.catalog.read { catalog in
            let search = EntrySearch(
                dataset: try catalog.readableDataset(dataset).id,
                hasErrors: true,
                start: .after(id: id, name: ""),
                limit: limit
            )
            return try catalog.entries(search).map { record in
                EntryProblem(
                    entry: record.id,
                    name: record.name,
                    issues: DatasetLines.issues(of: [UInt8](record.line), limits: limits)
                        .map(EntryIssue.init)
                )
            }
        }
    }
}

extension EntryIssue {
    /// What is wrong with a line, as an editor shows it.
    init(_ issue: ManifestIssue) {
        self.init(
            code: issue.code.rawValue,
            message: issue.message,
            detail: issue.detail,
            isError: issue.code.severity == .error
        )
    }
}

extension DroppedLineRecord {
    /// What the image of the line may be called, where an earlier line has it already.
    ///
    /// The detail is the source, or says behind it which line of the same part of the manifest has it.
    fileprivate var sourcesOfEarlierLine: [String] {
        guard code == ManifestIssueCode.duplicateSourceRef.rawValue, let detail else { return [] }
        guard let words = detail.range(of: " is on line ", options: .backwards) else { return [detail] }
        return [String(detail[..<words.lowerBound]), detail]
    }
}
