/// What the third migration changes: entries get revisions and know the content of their images, versions a threshold for
/// serving and evaluations made later than their training.
enum ThirdSchema {
    /// The table is made anew, so that ids are never given twice.
    ///
    /// A page that still shows a deleted entry must not write to another one of its number. Whatever a listing looks at
    /// stands before the line, which may be long.
    ///
    /// `entriesByName` does for the order of names what `entriesInOrder` does for that of ids.
    static let entries = """
        CREATE TABLE renewedEntries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            datasetID INTEGER NOT NULL REFERENCES datasets (id),
            isLabelled INTEGER NOT NULL CHECK (isLabelled IN (0, 1)),
            hasErrors INTEGER NOT NULL CHECK (hasErrors IN (0, 1)),
            isConfirmed INTEGER NOT NULL DEFAULT 0 CHECK (isConfirmed IN (0, 1)),
            revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1),
            contentHash TEXT CHECK (length(contentHash) = 64),
            width INTEGER CHECK (width >= 1),
            height INTEGER CHECK (height >= 1),
            labels TEXT NOT NULL,
            name TEXT NOT NULL COLLATE NOCASE,
            source TEXT NOT NULL CHECK (length(source) > 0),
            line BLOB NOT NULL CHECK (length(line) > 0),
            UNIQUE (datasetID, source),
            CHECK ((width IS NULL) = (height IS NULL))
        ) STRICT;
        INSERT INTO renewedEntries (id, datasetID, isLabelled, hasErrors, labels, name, source, line)
            SELECT id, datasetID, isLabelled, hasErrors, labels,
                substr(source, length(rtrim(source, replace(source, '/', ''))) + 1), source, line
            FROM datasetEntries ORDER BY id;
        DROP TABLE datasetEntries;
        ALTER TABLE renewedEntries RENAME TO datasetEntries;
        CREATE INDEX entriesInOrder ON datasetEntries (datasetID, id, isLabelled, hasErrors, labels, source);
        CREATE INDEX entriesByName ON datasetEntries (datasetID, name, id, isLabelled, hasErrors, labels);
        CREATE INDEX entriesByContent ON datasetEntries (contentHash, datasetID)
            WHERE contentHash IS NOT NULL;
        CREATE INDEX entriesNotLookedAt ON datasetEntries (id) WHERE contentHash IS NULL;

        ALTER TABLE datasets ADD COLUMN changes INTEGER NOT NULL DEFAULT 0 CHECK (changes >= 0);
        """

    static let versions = """
        ALTER TABLE versions ADD COLUMN threshold REAL CHECK (threshold BETWEEN 0 AND 1);
        ALTER TABLE versions ADD COLUMN testDatasetID INTEGER;
        ALTER TABLE versions ADD COLUMN testChanges INTEGER CHECK (testChanges >= 0);

        ALTER TABLE runs ADD COLUMN epochs INTEGER CHECK (epochs >= 1);
        ALTER TABLE runs ADD COLUMN inputSize INTEGER CHECK (inputSize >= 1);
        ALTER TABLE runs ADD COLUMN seed INTEGER CHECK (seed >= 0);
        ALTER TABLE runs ADD COLUMN startVersionID INTEGER;

        CREATE TABLE evaluations (
            id INTEGER PRIMARY KEY,
            versionID INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
            status TEXT NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED')),
            message TEXT,
            finished INTEGER,
            images INTEGER NOT NULL DEFAULT 0 CHECK (images >= 0),
            doneImages INTEGER NOT NULL DEFAULT 0 CHECK (doneImages BETWEEN 0 AND images),
            f1 REAL CHECK (f1 BETWEEN 0 AND 1),
            added INTEGER CHECK (added >= 0),
            removed INTEGER CHECK (removed >= 0),
            relabelled INTEGER CHECK (relabelled >= 0),
            datasetID INTEGER,
            changes INTEGER CHECK (changes >= 0),
            reportPath TEXT,
            CHECK ((status = 'FAILED') = (message IS NOT NULL)),
            CHECK ((status = 'FINISHED') = (reportPath IS NOT NULL))
        ) STRICT;
        CREATE INDEX evaluationsOfVersion ON evaluations (versionID, id);
        CREATE INDEX evaluationsByStatus ON evaluations (status, id);
        """
}
