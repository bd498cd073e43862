/// How versions are served and what they did, as the second migration adds it.
enum ServingSchema {
    static let settings = """
        ALTER TABLE versions ADD COLUMN servingMode TEXT CHECK (servingMode IN ('on-demand', 'manual'));
        ALTER TABLE versions ADD COLUMN idleSeconds INTEGER CHECK (idleSeconds >= 1);
        """

    /// A row outlives its version: what a month has seen stays seen.
    static let usage = """
        CREATE TABLE usage (
            versionID INTEGER NOT NULL,
            month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
            project TEXT NOT NULL CHECK (length(project) > 0),
            name TEXT NOT NULL CHECK (length(name) > 0),
            coldCalls INTEGER NOT NULL CHECK (coldCalls >= 0),
            warmCalls INTEGER NOT NULL CHECK (warmCalls >= 0),
            failedCalls INTEGER NOT NULL CHECK (failedCalls >= 0),
            loads INTEGER NOT NULL CHECK (loads >= 0),
            busySeconds REAL NOT NULL CHECK (busySeconds >= 0),
            unitSeconds REAL NOT NULL CHECK (unitSeconds >= 0),
            startedUnitSeconds REAL NOT NULL CHECK (startedUnitSeconds >= 0),
            cold TEXT NOT NULL CHECK (length(cold) > 0),
            warm TEXT NOT NULL CHECK (length(warm) > 0),
            peakBytes INTEGER NOT NULL CHECK (peakBytes >= 0),
            firstCall INTEGER,
            lastCall INTEGER CHECK (lastCall >= firstCall),
            PRIMARY KEY (versionID, month),
            CHECK ((firstCall IS NULL) = (lastCall IS NULL))
        ) STRICT, WITHOUT ROWID;
        """
}
