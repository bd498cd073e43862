import GRDB

/// The tables of the index, by migration; a migration that has been released is never edited.
enum IndexSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("objects") { try $0.execute(sql: objects) }
        return migrator
    }

    /// Times are milliseconds since 1970.
    ///
    /// Keys are blobs, since SQLite compares those byte by byte. An object's content is the content of its pieces, one behind
    /// the other: one for an object written at once, one a part for others. Copies share their pieces' content.
    private static let objects = """
        CREATE TABLE buckets (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            region TEXT NOT NULL,
            created INTEGER NOT NULL
        );

        CREATE TABLE contents (
            id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
            size INTEGER NOT NULL CHECK (size >= 0)
        ) WITHOUT ROWID;

        CREATE TABLE objects (
            id INTEGER PRIMARY KEY,
            bucket INTEGER NOT NULL REFERENCES buckets (id),
            key BLOB NOT NULL CHECK (typeof(key) = 'blob' AND length(key) BETWEEN 1 AND 1024),
            size INTEGER NOT NULL CHECK (size >= 0),
            etag TEXT NOT NULL CHECK (etag <> ''),
            modified INTEGER NOT NULL,
            storageClass TEXT NOT NULL,
            checksumAlgorithm TEXT,
            checksumKind TEXT,
            checksum TEXT,
            attributes TEXT NOT NULL,
            UNIQUE (bucket, key),
            CHECK ((checksum IS NULL) = (checksumAlgorithm IS NULL)),
            CHECK ((checksum IS NULL) = (checksumKind IS NULL))
        );

        CREATE TABLE pieces (
            object INTEGER NOT NULL REFERENCES objects (id) ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000),
            content TEXT NOT NULL REFERENCES contents (id),
            PRIMARY KEY (object, number)
        ) WITHOUT ROWID;
        CREATE INDEX piecesByContent ON pieces (content);

        CREATE TABLE uploads (
            id TEXT NOT NULL PRIMARY KEY,
            bucket INTEGER NOT NULL REFERENCES buckets (id),
            key BLOB NOT NULL CHECK (typeof(key) = 'blob' AND length(key) BETWEEN 1 AND 1024),
            begun INTEGER NOT NULL,
            storageClass TEXT NOT NULL,
            checksumAlgorithm TEXT,
            checksumKind TEXT,
            attributes TEXT NOT NULL,
            CHECK ((checksumKind IS NULL) = (checksumAlgorithm IS NULL))
        );
        CREATE INDEX uploadsByKey ON uploads (bucket, key, id);

        CREATE TABLE parts (
            upload TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 10000),
            content TEXT NOT NULL REFERENCES contents (id),
            etag TEXT NOT NULL CHECK (length(etag) = 32),
            modified INTEGER NOT NULL,
            checksum TEXT,
            PRIMARY KEY (upload, number)
        ) WITHOUT ROWID;
        CREATE INDEX partsByContent ON parts (content);
        """
}
