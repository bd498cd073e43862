package import FoundationEssentials
import GRDB

/// A row of `datasetEntries`.
package struct EntryRecord: Hashable, Sendable, Codable {
    /// Entries are in the order of their ids.
    package let id: Int64
    package let datasetID: Int64
    package let isLabelled: Bool
    package let hasErrors: Bool
    /// Whether a person has said that the labels are right as they are.
    package let isConfirmed: Bool
    /// From 1, and one more with each write of the line, whoever writes it.
    package let revision: Int
    /// SHA-256 of the image's bytes in lower-case hexadecimal; nil before anybody has looked at them.
    package let contentHash: String?
    /// Pixels of the upright image; nil before anybody has looked.
    package let width: Int?
    /// Pixels of the upright image; nil before anybody has looked.
    package let height: Int?
    /// As `EntryLabels` writes them.
    let labels: String
    /// The last part of the source.
    package let name: String
    package let source: String
    /// The line as it was given, without its end.
    package let line: Data
}

extension EntryRecord: FetchableRecord {}

extension EntryRecord {
    /// What is known of the objects in the image.
    package var state: EntryState {
        guard isLabelled else { return .unlabelled }
        return labels.isEmpty && !hasErrors ? .noObject : .labelled
    }
}

extension CatalogReader {
    /// The entries that a query asks for, in order.
    ///
    /// All conditions are decided on `entriesInOrder` alone; the lines of the page are all that is read of the table.
    package func entries(_ query: EntryQuery) throws -> [EntryRecord] {
        guard let conditions = try conditions(of: query) else { return [] }
        return try EntryRecord.fetchAll(
            database,
            sql: """
                SELECT * FROM datasetEntries WHERE id IN (
                    SELECT id FROM datasetEntries INDEXED BY entriesInOrder
                    WHERE \(conditions.sql) ORDER BY id LIMIT ?
                ) ORDER BY id
                """,
            arguments: conditions.arguments + [query.limit]
        )
    }

    private struct Conditions {
        var sql = "datasetID = ? AND id > ?"
        var arguments: StatementArguments

        mutating func add(_ condition: String, _ new: StatementArguments = []) {
            sql += " AND " + condition
            arguments += new
        }
    }

    /// Nil when no entry can pass.
    private func conditions(of query: EntryQuery) throws -> Conditions? {
        var conditions = Conditions(arguments: [query.dataset, query.after])
        if let isLabelled = query.isLabelled { conditions.add("isLabelled = ?", [isLabelled]) }
        if query.hasErrors { conditions.add("hasErrors = 1") }
        if !query.labels.isEmpty {
            let ids = try labelIDs(query.labels)
            guard !ids.isEmpty else { return nil }
            let marks = ids.values.sorted().map(EntryLabels.mark)
            let tests = marks.map { _ in "instr(labels, ?) > 0" }.joined(separator: " OR ")
            conditions.add("(\(tests))", StatementArguments(marks))
        }
        if let part = query.sourcePart { conditions.add("instr(source, ?) > 0", [part]) }
        return conditions
    }

    /// Outlines of all entries of a dataset, in order.
    package func entryOutlines(of dataset: Int64) throws -> [EntryOutline] {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, isLabelled, source, labels FROM datasetEntries INDEXED BY entriesInOrder
                WHERE datasetID = ? ORDER BY id
                """,
            arguments: [dataset]
        )
        var outlines: [EntryOutline] = []
        while let row = try rows.next() {
            let labels: String = row[3]
            outlines.append(
                EntryOutline(
                    id: row[0],
                    isLabelled: row[1],
                    source: row[2],
                    labels: EntryLabels(labels).boxes.keys.sorted()
                )
            )
        }
        return outlines
    }

    /// Hands all lines of a dataset to `body`, in order.
    package func forEachLine(of dataset: Int64, _ body: (Data) throws -> Void) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: "SELECT line FROM datasetEntries WHERE datasetID = ? ORDER BY id",
            arguments: [dataset]
        )
        while let row = try rows.next() { try body(row[0]) }
    }
}
