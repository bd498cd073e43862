import GRDB

/// A row of `tags`, which belongs to one project, dataset or version.
struct TagRecord: Codable, FetchableRecord {
    let key: String
    let value: String
}

/// What carries a tag, by its number.
package enum TagOwner: Hashable, Sendable {
    case project(Int64)
    case dataset(Int64)
    case version(Int64)

    /// The column of `tags` that names it.
    var column: String {
        switch self {
        case .project: "projectID"
        case .dataset: "datasetID"
        case .version: "versionID"
        }
    }

    var id: Int64 {
        switch self {
        case .project(let id), .dataset(let id), .version(let id): id
        }
    }
}

extension CatalogReader {
    /// The number of what a reference names; nil when it is gone.
    package func tagOwner(_ resource: ResourceReference) throws -> TagOwner? {
        switch resource {
        case .project(let reference): try project(reference).map { .project($0.id) }
        case .dataset(let reference): try dataset(reference).map { .dataset($0.id) }
        case .version(let reference): try version(reference).map { .version($0.id) }
        }
    }

    /// All tags of an owner.
    package func tags(of owner: TagOwner) throws -> [String: String] {
        let records = try TagRecord.fetchAll(
            database,
            sql: "SELECT key, value FROM tags WHERE \(owner.column) = ?",
            arguments: [owner.id]
        )
        return Dictionary(records.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// The values of one tag, by the number of the version that carries it.
    package func versionTags(_ key: String) throws -> [Int64: String] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT versionID, value FROM tags WHERE key = ? AND versionID IS NOT NULL",
            arguments: [key]
        )
        var values: [Int64: String] = [:]
        for row in rows { values[row["versionID"]] = row["value"] }
        return values
    }
}

extension CatalogWriter {
    /// Adds tags, in place of those of the same keys.
    package func addTags(_ tags: [String: String], to owner: TagOwner) throws {
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            try database.execute(
                sql: "INSERT OR REPLACE INTO tags (\(owner.column), key, value) VALUES (?, ?, ?)",
                arguments: [owner.id, key, value]
            )
        }
    }

    /// Removes the tags of these keys that are there.
    package func removeTags(_ keys: [String], from owner: TagOwner) throws {
        for key in keys {
            try database.execute(
                sql: "DELETE FROM tags WHERE \(owner.column) = ? AND key = ?",
                arguments: [owner.id, key]
            )
        }
    }
}
