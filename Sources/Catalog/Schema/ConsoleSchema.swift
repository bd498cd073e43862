/// The tables of the console's own.
enum ConsoleSchema {
    /// A session that an access key began ends with that key, and while that is disabled.
    static let sessions = """
        CREATE TABLE consoleSessions (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            accessKeyID TEXT REFERENCES accessKeys (id) ON DELETE CASCADE,
            created INTEGER NOT NULL,
            expires INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
