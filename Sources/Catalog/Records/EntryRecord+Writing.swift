import FoundationEssentials
import GRDB

extension CatalogWriter {
    /// Appends entries; gives the places of those left out because the dataset has their image already.
    package func append(_ entries: [NewEntry], to dataset: Int64) throws -> [Int] {
        let ids = try labelIDs(adding: entries)
        let insertion = try database.cachedStatement(
            sql: """
                INSERT INTO datasetEntries
                    (datasetID, isLabelled, hasErrors, labels, name, source, line, contentHash, width, height)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (datasetID, source) DO NOTHING
                """
        )
        var change = EntryCounts()
        var refused: [Int] = []
        for (place, entry) in entries.enumerated() {
            let labels = EntryLabels(entry, ids: ids)
            try insertion.execute(arguments: entry.arguments(labels, dataset))
            if database.changesCount == 1 {
                change.add(labels, entry.isLabelled, entry.hasErrors)
            } else {
                refused.append(place)
            }
        }
        try apply(change, to: dataset)
        return refused
    }

    /// Replaces the entries of the same images, each as a whole and in its place, and appends the others.
    package func replace(_ entries: [NewEntry], in dataset: Int64) throws {
        let ids = try labelIDs(adding: entries)
        let search = try database.cachedStatement(
            sql: """
                SELECT id, isLabelled, hasErrors, labels FROM datasetEntries
                WHERE datasetID = ? AND source = ?
                """
        )
        let replacement = try database.cachedStatement(
            sql: """
                UPDATE datasetEntries SET isLabelled = ?, hasErrors = ?, labels = ?, line = ?,
                    revision = revision + 1, isConfirmed = 0
                WHERE id = ?
                """
        )
        var change = EntryCounts()
        var new: [NewEntry] = []
        for entry in entries {
            guard let old = try Row.fetchOne(search, arguments: [dataset, entry.source]) else {
                new.append(entry)
                continue
            }
            let id: Int64 = old[0]
            let oldLabels: String = old[3]
            change.remove(EntryLabels(oldLabels), old[1], old[2])
            let labels = EntryLabels(entry, ids: ids)
            change.add(labels, entry.isLabelled, entry.hasErrors)
            try replacement.execute(
                arguments: [entry.isLabelled, entry.hasErrors, labels.text, entry.line, id]
            )
        }
        try apply(change, to: dataset)
        _ = try append(new, to: dataset)
    }

    /// Appends all entries of one dataset to an empty other one.
    package func copyEntries(from source: Int64, to target: Int64) throws {
        try database.execute(
            sql: """
                INSERT INTO datasetEntries (datasetID, isLabelled, hasErrors, isConfirmed, contentHash, width,
                    height, labels, name, source, line)
                SELECT ?, isLabelled, hasErrors, isConfirmed, contentHash, width, height, labels, name, source,
                    line
                FROM datasetEntries WHERE datasetID = ? ORDER BY id
                """,
            arguments: [target, source]
        )
        try database.execute(
            sql: """
                INSERT INTO datasetLabels (datasetID, labelID, entryCount, boxCount)
                SELECT ?, labelID, entryCount, boxCount FROM datasetLabels WHERE datasetID = ?
                """,
            arguments: [target, source]
        )
        try database.execute(
            sql: """
                UPDATE datasets SET changes = changes + 1, (totalEntries, labelledEntries, errorEntries) =
                    (SELECT totalEntries, labelledEntries, errorEntries FROM datasets WHERE id = ?)
                WHERE id = ?
                """,
            arguments: [source, target]
        )
    }

    /// Moves entries from one dataset to another; gives the sources of those left where they are because the other dataset
    /// has their image already.
    @discardableResult
    package func moveEntries(_ ids: [Int64], from source: Int64, to target: Int64) throws -> [String] {
        let search = try database.cachedStatement(
            sql: """
                SELECT isLabelled, hasErrors, labels, source FROM datasetEntries WHERE id = ? AND datasetID = ?
                """
        )
        let move = try database.cachedStatement(
            sql: "UPDATE OR IGNORE datasetEntries SET datasetID = ? WHERE id = ?"
        )
        var leaving = EntryCounts()
        var coming = EntryCounts()
        var refused: [String] = []
        for id in ids {
            guard let row = try Row.fetchOne(search, arguments: [id, source]) else { continue }
            try move.execute(arguments: [target, id])
            guard database.changesCount == 1 else {
                refused.append(row[3])
                continue
            }
            let text: String = row[2]
            let labels = EntryLabels(text)
            leaving.remove(labels, row[0], row[1])
            coming.add(labels, row[0], row[1])
        }
        try apply(leaving, to: source)
        try apply(coming, to: target)
        return refused
    }

    /// Deletes entries of a dataset; gives how many were there.
    package func removeEntries(_ ids: [Int64], of dataset: Int64) throws -> Int {
        let search = try database.cachedStatement(
            sql: "SELECT isLabelled, hasErrors, labels FROM datasetEntries WHERE id = ? AND datasetID = ?"
        )
        let deletion = try database.cachedStatement(sql: "DELETE FROM datasetEntries WHERE id = ?")
        var change = EntryCounts()
        for id in ids {
            guard let row = try Row.fetchOne(search, arguments: [id, dataset]) else { continue }
            let text: String = row[2]
            change.remove(EntryLabels(text), row[0], row[1])
            try deletion.execute(arguments: [id])
        }
        try apply(change, to: dataset)
        return -change.entries
    }

    /// Gives an entry another line, where it still has the revision given; false, and nothing is written, where it has not.
    package func rewrite(
        _ old: EntryRecord,
        as new: NewEntry,
        revision: Int,
        isConfirmed: Bool
    ) throws -> Bool {
        let labels = EntryLabels(new, ids: try labelIDs(adding: [new]))
        try database.execute(
            sql: """
                UPDATE datasetEntries SET isLabelled = ?, hasErrors = ?, labels = ?, line = ?, isConfirmed = ?,
                    revision = revision + 1
                WHERE id = ? AND datasetID = ? AND revision = ?
                """,
            arguments: [
                new.isLabelled, new.hasErrors, labels.text, new.line, isConfirmed, old.id, old.datasetID,
                revision,
            ]
        )
        guard database.changesCount == 1 else { return false }
        var change = EntryCounts()
        change.remove(EntryLabels(old.labels), old.isLabelled, old.hasErrors)
        change.add(labels, new.isLabelled, new.hasErrors)
        try apply(change, to: old.datasetID)
        return true
    }

    /// Keeps what was seen when somebody looked at an entry's image; the labels stay, and so does the revision.
    ///
    /// A content without a size is no picture.
    package func notePicture(of entry: Int64, contentHash: String, width: Int?, height: Int?) throws {
        try database.execute(
            sql: "UPDATE datasetEntries SET contentHash = ?, width = ?, height = ? WHERE id = ?",
            arguments: [contentHash, width, height, entry]
        )
    }

    /// Deletes up to `limit` entries of a dataset without keeping its counts; gives how many are gone.
    package func deleteEntries(of dataset: Int64, limit: Int) throws -> Int {
        try database.execute(
            sql: """
                DELETE FROM datasetEntries WHERE id IN (
                    SELECT id FROM datasetEntries INDEXED BY entriesInOrder
                    WHERE datasetID = ? ORDER BY id LIMIT ?)
                """,
            arguments: [dataset, limit]
        )
        return database.changesCount
    }

    /// Sets the counts of a dataset without entries to zero.
    package func resetCounts(of dataset: Int64) throws {
        try database.execute(
            sql: """
                UPDATE datasets SET totalEntries = 0, labelledEntries = 0, errorEntries = 0,
                    changes = changes + 1 WHERE id = ?
                """,
            arguments: [dataset]
        )
        try database.execute(sql: "DELETE FROM datasetLabels WHERE datasetID = ?", arguments: [dataset])
    }

    private func apply(_ change: EntryCounts, to dataset: Int64) throws {
        try database.execute(
            sql: """
                UPDATE datasets SET totalEntries = totalEntries + ?, labelledEntries = labelledEntries + ?,
                    errorEntries = errorEntries + ?, changes = changes + 1 WHERE id = ?
                """,
            arguments: [change.entries, change.labelled, change.withErrors, dataset]
        )
        try apply(change.labels, to: dataset)
    }
}

/// By how much the counts of a dataset change.
private struct EntryCounts {
    var entries = 0
    var labelled = 0
    var withErrors = 0
    /// By the label's id.
    var labels: [Int64: LabelChange] = [:]

    mutating func add(_ labels: EntryLabels, _ isLabelled: Bool, _ hasErrors: Bool) {
        count(labels, isLabelled, hasErrors, sign: 1)
    }

    mutating func remove(_ labels: EntryLabels, _ isLabelled: Bool, _ hasErrors: Bool) {
        count(labels, isLabelled, hasErrors, sign: -1)
    }

    private mutating func count(_ labels: EntryLabels, _ isLabelled: Bool, _ hasErrors: Bool, sign: Int) {
        entries += sign
        labelled += isLabelled ? sign : 0
        withErrors += hasErrors ? sign : 0
        for (id, boxes) in labels.boxes {
            self.labels[id, default: LabelChange()].entries += sign
            self.labels[id, default: LabelChange()].boxes += sign * boxes
        }
    }
}

extension EntryLabels {
    /// The labels of a new entry; `ids` holds all of them.
    fileprivate init(_ entry: NewEntry, ids: [String: Int64]) {
        boxes = [:]
        for (name, count) in entry.labels {
            if let id = ids[name] { boxes[id] = count }
        }
    }
}

extension NewEntry {
    fileprivate func arguments(_ labels: EntryLabels, _ dataset: Int64) -> StatementArguments {
        [
            dataset, isLabelled, hasErrors, labels.text, NewEntry.name(of: source), source, line, contentHash,
            width, height,
        ]
    }
}
