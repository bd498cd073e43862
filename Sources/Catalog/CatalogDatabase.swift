package import FoundationEssentials
import GRDB
import Glibc

/// The database of accounts, projects, datasets, versions and runs: one SQLite file of which one process is the owner.
///
/// What a write has returned from is on the disk: it survives a kill of the process and a power cut.
package final class CatalogDatabase: Sendable {
    private let pool: DatabasePool
    private let file: String

    /// Opens the catalog, making or migrating it where that is needed.
    ///
    /// The file is readable by its owner alone, for it holds secrets. Throws a `CatalogError` or SQLite's own.
    package init(at url: URL) throws {
        let file = url.path(percentEncoded: false)
        self.file = file
        try Self.makeFile(file)
        var configuration = Configuration()
        configuration.label = "catalog"
        configuration.busyMode = .timeout(10)
        do {
            pool = try DatabasePool(path: file, configuration: configuration)
            try Self.prepare(pool, file)
        } catch let error as DatabaseError {
            throw CatalogError(error, file: file)
                ?? CatalogError.unusable(file: file, reason: error.description)
        }
    }

    /// Before SQLite does, which would let others read it; its other files take over the permissions of this one.
    private static func makeFile(_ file: String) throws(CatalogError) {
        let descriptor = Glibc.open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .unusable(file: file, reason: String(cString: strerror(errno)))
        }
        _ = Glibc.close(descriptor)
    }

    private static func prepare(_ pool: DatabasePool, _ file: String) throws {
        let migrator = Migrations.migrator
        let applied = try pool.read { database in try migrator.appliedIdentifiers(database) }
        let unknown = applied.subtracting(migrator.migrations)
        guard unknown.isEmpty else {
            throw CatalogError.newerSchema(file: file, unknown: unknown.sorted())
        }
        // GRDB lowers it while it opens a pool; a power cut could then take back what was answered.
        try pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        try migrator.migrate(pool)
        // The connection that looked first knows the tables as they were, and would take a statement's columns from that.
        pool.invalidateReadOnlyConnections()
    }

    /// Reads one consistent state.
    package func read<Value: Sendable>(
        _ body: @Sendable (CatalogReader) throws -> Value
    ) async throws -> Value {
        try await pool.read { database in try body(CatalogReader(database)) }
    }

    /// Reads and writes in one transaction, which is on the disk when this returns and undone when `body` throws.
    ///
    /// Throws `CatalogError.diskFull`, and what `body` throws.
    package func write<Value: Sendable>(
        _ body: @Sendable (CatalogWriter) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.write { database in try body(CatalogWriter(database)) }
        } catch let error as DatabaseError {
            if let full = CatalogError(error, file: file) { throw full }
            throw error
        }
    }

    /// Gives the writer memory for a bulk import, whose indexes would otherwise be read again and again.
    package func reserveMemoryForImport() async throws {
        try await pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA cache_size = -65536")
        }
    }

    /// Takes the memory of a bulk import back.
    package func releaseMemoryOfImport() async throws {
        try await pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA cache_size = -2000")
            try database.execute(sql: "PRAGMA shrink_memory")
        }
    }

    /// Waits for what is at work and closes the file.
    package func close() throws {
        // Into the one file: what reads it last, as GRDB closes, may not write.
        do {
            try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        } catch is DatabaseError {
            // As on a full disk: all is in the log, where the next start finds it.
        }
        try pool.close()
    }
}

/// What can be asked of the catalog, within one read; of no use after it.
package class CatalogReader {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }
}

/// What can be asked of the catalog and changed, within one transaction; of no use after it.
package final class CatalogWriter: CatalogReader {
    /// A number for a new row of a table: the moment in milliseconds, or the first free number after it.
    func freeNumber(in table: String, now: Int64) throws -> Int64 {
        let last = try Int64.fetchOne(database, sql: "SELECT max(id) FROM \(table)") ?? 0
        return max(now, last + 1)
    }
}
