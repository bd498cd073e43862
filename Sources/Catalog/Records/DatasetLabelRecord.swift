import GRDB

/// A row of `datasetLabels`, with the label's name.
package struct DatasetLabelRecord: Hashable, Sendable, Codable {
    package let datasetID: Int64
    package let labelID: Int64
    package let name: String
    /// Entries that use the label.
    package let entryCount: Int
    package let boxCount: Int
}

extension DatasetLabelRecord: FetchableRecord {}

/// By how much the counts of a label in a dataset change.
struct LabelChange: Hashable, Sendable {
    var entries = 0
    var boxes = 0
}

extension CatalogReader {
    /// The labels of a dataset by name, from behind the one named `name`.
    package func labels(
        of dataset: Int64,
        after name: String = "",
        limit: Int
    ) throws -> [DatasetLabelRecord] {
        try DatasetLabelRecord.fetchAll(
            database,
            sql: """
                SELECT datasetLabels.*, labels.name FROM datasetLabels
                JOIN labels ON labels.id = datasetLabels.labelID
                WHERE datasetID = ? AND labels.name > ? ORDER BY labels.name LIMIT ?
                """,
            arguments: [dataset, name, limit]
        )
    }

    /// How many different labels a dataset uses.
    package func labelCount(of dataset: Int64) throws -> Int {
        try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM datasetLabels WHERE datasetID = ?",
            arguments: [dataset]
        ) ?? 0
    }

    /// The ids of labels; names that no dataset ever used are left out.
    func labelIDs(_ names: [String]) throws -> [String: Int64] {
        let search = try database.cachedStatement(sql: "SELECT id FROM labels WHERE name = ?")
        var ids: [String: Int64] = [:]
        for name in names { ids[name] = try Int64.fetchOne(search, arguments: [name]) }
        return ids
    }
}

extension CatalogWriter {
    /// The ids of all labels of these entries; new labels get theirs.
    func labelIDs(adding entries: [NewEntry]) throws -> [String: Int64] {
        let names = Set(entries.flatMap(\.labels.keys))
        var ids = try labelIDs(Array(names))
        let insertion = try database.cachedStatement(sql: "INSERT INTO labels (name) VALUES (?)")
        for name in names.sorted() where ids[name] == nil {
            try insertion.execute(arguments: [name])
            ids[name] = database.lastInsertedRowID
        }
        return ids
    }

    /// Changes the counts of labels; one that is used no longer leaves the dataset.
    func apply(_ changes: [Int64: LabelChange], to dataset: Int64) throws {
        let presence = try database.cachedStatement(
            sql: """
                INSERT INTO datasetLabels (datasetID, labelID, entryCount, boxCount) VALUES (?, ?, 0, 0)
                ON CONFLICT DO NOTHING
                """
        )
        let addition = try database.cachedStatement(
            sql: """
                UPDATE datasetLabels SET entryCount = entryCount + ?, boxCount = boxCount + ?
                WHERE datasetID = ? AND labelID = ?
                """
        )
        for (id, counts) in changes.sorted(by: { $0.key < $1.key }) {
            // Counts may go down, which an INSERT of negative ones would not be let through for.
            try presence.execute(arguments: [dataset, id])
            try addition.execute(arguments: [counts.entries, counts.boxes, dataset, id])
        }
        try database.execute(
            sql: "DELETE FROM datasetLabels WHERE datasetID = ? AND entryCount = 0",
            arguments: [dataset]
        )
    }
}
