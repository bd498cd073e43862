import FoundationEssentials
import GRDB

extension CatalogReader {
    /// The entries that a search asks for, in its order.
    ///
    /// All conditions but that of sources are decided on one index; the lines of the page are all that is read of the table.
    package func entries(_ search: EntrySearch) throws -> [EntryRecord] {
        guard var query = try SearchQuery(search, in: self) else { return [] }
        query.begin(at: search.start)
        return try EntryRecord.fetchAll(
            database,
            sql: """
                SELECT * FROM datasetEntries WHERE id IN (
                    SELECT id FROM \(query.table) WHERE \(query.conditions)
                    ORDER BY \(query.order) LIMIT ? OFFSET ?
                ) ORDER BY \(query.order)
                """,
            arguments: query.arguments + [search.limit, search.start.offset]
        )
    }

    /// The ids of all that a search asks for, wherever it begins, in its order.
    package func entryIDs(_ search: EntrySearch) throws -> [Int64] {
        guard let query = try SearchQuery(search, in: self) else { return [] }
        return try Int64.fetchAll(
            database,
            sql: "SELECT id FROM \(query.table) WHERE \(query.conditions) ORDER BY \(query.order)",
            arguments: query.arguments
        )
    }

    /// How many entries a search asks for, wherever it begins: it looks at every entry of the dataset.
    package func entryCount(_ search: EntrySearch) throws -> Int {
        guard let query = try SearchQuery(search, in: self) else { return 0 }
        return try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM \(query.table) WHERE \(query.conditions)",
            arguments: query.arguments
        ) ?? 0
    }

    /// An entry; nil when it is gone.
    package func entry(_ id: Int64) throws -> EntryRecord? {
        try EntryRecord.fetchOne(
            database,
            sql: "SELECT * FROM datasetEntries WHERE id = ?",
            arguments: [id]
        )
    }

    /// The entries of these datasets that have one of these sources.
    package func pointers(toSources sources: [String], in datasets: [Int64]) throws -> [EntryPointer] {
        try pointers(where: "source", isIn: sources, datasets)
    }

    /// The entries of these datasets whose images have one of these contents.
    package func pointers(toContents hashes: [String], in datasets: [Int64]) throws -> [EntryPointer] {
        try pointers(where: "contentHash", isIn: hashes, datasets)
    }

    private func pointers(
        where column: String,
        isIn values: [String],
        _ datasets: [Int64]
    ) throws -> [EntryPointer] {
        let search = try database.cachedStatement(
            sql: """
                SELECT id, datasetID, revision, source, contentHash FROM datasetEntries
                WHERE datasetID = ? AND \(column) = ? ORDER BY id
                """
        )
        var pointers: [EntryPointer] = []
        for value in values {
            for dataset in datasets {
                pointers += try EntryPointer.fetchAll(search, arguments: [dataset, value])
            }
        }
        return pointers
    }

    /// The next entries behind an id, of whatever dataset, whose images nobody has looked at.
    package func entriesNotLookedAt(after id: Int64, limit: Int) throws -> [EntryRecord] {
        try EntryRecord.fetchAll(
            database,
            sql: """
                SELECT * FROM datasetEntries INDEXED BY entriesNotLookedAt
                WHERE contentHash IS NULL AND id > ? ORDER BY id LIMIT ?
                """,
            arguments: [id, limit]
        )
    }

    /// Whether any entry has an image of this content.
    package func hasEntry(ofContent hash: String) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM datasetEntries WHERE contentHash = ?)",
            arguments: [hash]
        ) ?? false
    }
}

extension EntryPointer: FetchableRecord {}

/// The SQL of a search.
private struct SearchQuery {
    /// With the index to decide on.
    let table: String
    let order: String
    private(set) var conditions = "datasetID = ?"
    private(set) var arguments: StatementArguments
    private let comparison: String
    private let isByName: Bool

    /// Nil when no entry can pass.
    init?(_ search: EntrySearch, in catalog: CatalogReader) throws {
        let isFalling = search.order == .newest || search.order == .nameFalling
        isByName = search.order == .name || search.order == .nameFalling
        comparison = isFalling ? "<" : ">"
        let direction = isFalling ? " DESC" : ""
        order = isByName ? "name\(direction), id\(direction)" : "id\(direction)"
        arguments = [search.dataset]
        // A part of a name may be anywhere, and of the two indexes one alone has names. Sources are found by themselves.
        let index = isByName || search.namePart != nil ? "entriesByName" : "entriesInOrder"
        table = search.sources == nil ? "datasetEntries INDEXED BY \(index)" : "datasetEntries"
        if let label = search.label {
            guard let id = try catalog.labelIDs([label])[label] else { return nil }
            add("instr(labels, ?) > 0", [EntryLabels.mark(of: id)])
        }
        switch search.state {
        case nil: break
        case .unlabelled: add("isLabelled = 0")
        case .noObject: add("isLabelled = 1 AND labels = '' AND hasErrors = 0")
        case .labelled: add("isLabelled = 1 AND (labels <> '' OR hasErrors = 1)")
        }
        if search.hasErrors { add("hasErrors = 1") }
        if let part = search.namePart {
            add("name LIKE ? ESCAPE '\\'", ["%" + part.escapedForLike + "%"])
        }
        if let sources = search.sources {
            let json = try JSONEncoder().encode(sources)
            add("source IN (SELECT value FROM json_each(?))", [String(decoding: json, as: UTF8.self)])
        }
    }

    /// Adds what the first entry of a page must be behind.
    mutating func begin(at start: EntrySearch.Start) {
        guard case .after(let id, let name) = start else { return }
        if isByName {
            add("(name, id) \(comparison) (?, ?)", [name, id])
        } else {
            add("id \(comparison) ?", [id])
        }
    }

    private mutating func add(_ condition: String, _ new: StatementArguments = []) {
        conditions += " AND " + condition
        arguments += new
    }
}

extension String {
    /// The text with what LIKE takes for more than itself made harmless.
    fileprivate var escapedForLike: String {
        String(flatMap { ["%", "_", "\\"].contains($0) ? ["\\", $0] : [$0] })
    }
}

extension EntrySearch.Start {
    fileprivate var offset: Int {
        if case .offset(let offset) = self { offset } else { 0 }
    }
}
