import GRDB

/// The index's content: what files there are, and how long they are.
enum ContentTable {
    static func insert(_ id: String, size: Int64, in database: Database) throws {
        try database.cachedStatement(sql: "INSERT INTO contents (id, size) VALUES (?, ?)")
            .execute(arguments: [id, size])
    }

    /// Forgets those of `ids` that no object and no part needs any more, and returns them.
    static func release(_ ids: [String], in database: Database) throws -> [String] {
        let statement = try database.cachedStatement(
            sql: """
                DELETE FROM contents WHERE id = :id
                AND NOT EXISTS (SELECT 1 FROM pieces WHERE content = :id)
                AND NOT EXISTS (SELECT 1 FROM parts WHERE content = :id)
                """
        )
        return try ids.filter { id in
            try statement.execute(arguments: ["id": id])
            return database.changesCount == 1
        }
    }

    /// Those of `ids` that the index does not know.
    static func unknown(_ ids: [String], in database: Database) throws -> [String] {
        let statement = try database.cachedStatement(sql: "SELECT 1 FROM contents WHERE id = ?")
        return try ids.filter { try Int.fetchOne(statement, arguments: [$0]) == nil }
    }
}
