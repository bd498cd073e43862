import GRDB

/// All changes the schema has been through, oldest first.
///
/// A migration that was released is never edited and uses no type of the program: both would change what it did.
enum Migrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 projects, datasets and versions") { database in
            try database.execute(sql: FirstSchema.account)
            try database.execute(sql: FirstSchema.projects)
            try database.execute(sql: FirstSchema.datasets)
            try database.execute(sql: FirstSchema.versions)
            try database.execute(sql: FirstSchema.tags)
        }
        migrator.registerMigration("2 usage by month") { database in
            try database.execute(sql: ServingSchema.settings)
            try database.execute(sql: ServingSchema.usage)
        }
        migrator.registerMigration("3 revisions, contents and thresholds") { database in
            try database.execute(sql: ThirdSchema.entries)
            try database.execute(sql: ThirdSchema.versions)
        }
        migrator.registerMigration("console sessions") { database in
            try database.execute(sql: ConsoleSchema.sessions)
        }
        return migrator
    }
}
