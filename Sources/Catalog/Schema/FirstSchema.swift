/// The tables as the first migration makes them.
///
/// Moments are milliseconds since 1970. The id of a project, dataset or version is its moment of creation, pushed on
/// where two would be the same: it is the number at the end of the ARN.
enum FirstSchema {
    static let account = """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            accountID TEXT NOT NULL CHECK (length(accountID) = 12 AND accountID NOT GLOB '*[^0-9]*'),
            region TEXT NOT NULL CHECK (length(region) > 0),
            secret BLOB NOT NULL CHECK (length(secret) = 32)
        ) STRICT;

        CREATE TABLE accessKeys (
            id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 16 AND 128),
            secret TEXT NOT NULL CHECK (length(secret) > 0),
            isEnabled INTEGER NOT NULL CHECK (isEnabled IN (0, 1)),
            created INTEGER NOT NULL
        ) STRICT;
        """

    static let projects = """
        CREATE TABLE projects (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 255),
            status TEXT NOT NULL CHECK (status IN ('CREATING', 'CREATED', 'DELETING'))
        ) STRICT;

        CREATE TABLE policies (
            projectID INTEGER NOT NULL REFERENCES projects (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
            revision TEXT NOT NULL CHECK (length(revision) BETWEEN 1 AND 64),
            document TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 2000),
            created INTEGER NOT NULL,
            updated INTEGER NOT NULL CHECK (updated >= created),
            PRIMARY KEY (projectID, name)
        ) STRICT, WITHOUT ROWID;
        """

    /// Of one type a project has one dataset, besides those being deleted.
    ///
    /// `entriesInOrder` holds all that the filters of a listing look at, so that no filter reads the lines themselves:
    /// the labels of an entry stand in it as `,<label's id>:<boxes>,` (see `EntryLabels`).
    static let datasets = """
        CREATE TABLE datasets (
            id INTEGER PRIMARY KEY,
            projectID INTEGER NOT NULL REFERENCES projects (id),
            type TEXT NOT NULL CHECK (type IN ('TRAIN', 'TEST')),
            updated INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN (
                'CREATE_IN_PROGRESS', 'CREATE_COMPLETE', 'CREATE_FAILED', 'UPDATE_IN_PROGRESS',
                'UPDATE_COMPLETE', 'UPDATE_FAILED', 'DELETE_IN_PROGRESS')),
            statusMessage TEXT NOT NULL CHECK (length(statusMessage) > 0),
            statusCode TEXT NOT NULL CHECK (statusCode IN ('SUCCESS', 'SERVICE_ERROR', 'CLIENT_ERROR')),
            totalEntries INTEGER NOT NULL CHECK (totalEntries >= 0),
            labelledEntries INTEGER NOT NULL CHECK (labelledEntries BETWEEN 0 AND totalEntries),
            errorEntries INTEGER NOT NULL CHECK (errorEntries BETWEEN 0 AND totalEntries),
            droppedLines INTEGER NOT NULL CHECK (droppedLines >= 0),
            doneBytes INTEGER CHECK (doneBytes >= 0),
            totalBytes INTEGER CHECK (totalBytes >= 0)
        ) STRICT;
        CREATE UNIQUE INDEX datasetOfType ON datasets (projectID, type) WHERE status <> 'DELETE_IN_PROGRESS';
        CREATE INDEX datasetsOfProject ON datasets (projectID);

        CREATE TABLE datasetTasks (
            datasetID INTEGER PRIMARY KEY REFERENCES datasets (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('IMPORT', 'COPY', 'UPDATE', 'DISTRIBUTE', 'DELETE')),
            bucket TEXT,
            key TEXT,
            otherID INTEGER REFERENCES datasets (id) ON DELETE SET NULL,
            lines BLOB,
            CHECK ((kind = 'IMPORT') = (bucket IS NOT NULL) AND (kind = 'IMPORT') = (key IS NOT NULL)),
            CHECK ((kind = 'UPDATE') = (lines IS NOT NULL))
        ) STRICT;
        CREATE INDEX tasksWithDataset ON datasetTasks (otherID);

        CREATE TABLE datasetEntries (
            id INTEGER PRIMARY KEY,
            datasetID INTEGER NOT NULL REFERENCES datasets (id),
            isLabelled INTEGER NOT NULL CHECK (isLabelled IN (0, 1)),
            hasErrors INTEGER NOT NULL CHECK (hasErrors IN (0, 1)),
            labels TEXT NOT NULL,
            source TEXT NOT NULL CHECK (length(source) > 0),
            line BLOB NOT NULL CHECK (length(line) > 0),
            UNIQUE (datasetID, source)
        ) STRICT;
        CREATE INDEX entriesInOrder ON datasetEntries (datasetID, id, isLabelled, hasErrors, labels, source);

        CREATE TABLE labels (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE datasetLabels (
            datasetID INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
            labelID INTEGER NOT NULL REFERENCES labels (id),
            entryCount INTEGER NOT NULL CHECK (entryCount >= 0),
            boxCount INTEGER NOT NULL CHECK (boxCount >= 0),
            PRIMARY KEY (datasetID, labelID)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX datasetsOfLabel ON datasetLabels (labelID);

        CREATE TABLE droppedLines (
            id INTEGER PRIMARY KEY,
            datasetID INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
            found INTEGER NOT NULL,
            line INTEGER NOT NULL CHECK (line >= 1),
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            detail TEXT
        ) STRICT;
        CREATE INDEX droppedLinesOfDataset ON droppedLines (datasetID, id);
        """

    static let versions = """
        CREATE TABLE versions (
            id INTEGER PRIMARY KEY,
            projectID INTEGER NOT NULL REFERENCES projects (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
            status TEXT NOT NULL CHECK (status IN (
                'TRAINING_IN_PROGRESS', 'TRAINING_COMPLETED', 'TRAINING_FAILED', 'STARTING', 'RUNNING', 'FAILED',
                'STOPPING', 'STOPPED', 'DELETING', 'COPYING_IN_PROGRESS', 'COPYING_COMPLETED',
                'COPYING_FAILED')),
            statusMessage TEXT NOT NULL CHECK (length(statusMessage) > 0),
            outputBucket TEXT NOT NULL,
            outputPrefix TEXT,
            trainingBucket TEXT,
            trainingKey TEXT,
            testingBucket TEXT,
            testingKey TEXT,
            splitsTraining INTEGER NOT NULL CHECK (splitsTraining IN (0, 1)),
            kmsKeyID TEXT,
            explanation TEXT,
            minimumUnits INTEGER CHECK (minimumUnits >= 1),
            maximumUnits INTEGER CHECK (maximumUnits >= minimumUnits),
            billableSeconds INTEGER CHECK (billableSeconds >= 0),
            trainingEnd INTEGER,
            f1 REAL CHECK (f1 BETWEEN 0 AND 1),
            sourceProject TEXT,
            sourceName TEXT,
            sourceNumber INTEGER,
            UNIQUE (projectID, name),
            CHECK ((trainingBucket IS NULL) = (trainingKey IS NULL)),
            CHECK ((testingBucket IS NULL) = (testingKey IS NULL)),
            CHECK ((sourceProject IS NULL) = (sourceName IS NULL)
                AND (sourceName IS NULL) = (sourceNumber IS NULL))
        ) STRICT;
        CREATE INDEX versionsByStatus ON versions (status);

        CREATE TABLE versionFiles (
            versionID INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN (
                'EVALUATION_SUMMARY', 'MANIFEST_SUMMARY', 'TRAINING_VALIDATION', 'TESTING_VALIDATION',
                'TRAINING_SNAPSHOT', 'TESTING_SNAPSHOT', 'DROPPED_LINES')),
            bucket TEXT NOT NULL,
            key TEXT NOT NULL,
            PRIMARY KEY (versionID, kind)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            versionID INTEGER PRIMARY KEY REFERENCES versions (id) ON DELETE CASCADE,
            status TEXT NOT NULL CHECK (status IN (
                'QUEUED', 'PREPARING', 'TRAINING', 'PUBLISHING', 'FINISHED', 'FAILED', 'CANCELLED')),
            queued INTEGER NOT NULL,
            started INTEGER,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            step INTEGER NOT NULL CHECK (step >= 0),
            steps INTEGER NOT NULL CHECK (steps >= 0),
            secondsLeft REAL,
            trainedSeconds REAL NOT NULL CHECK (trainedSeconds >= 0),
            isCancelled INTEGER NOT NULL CHECK (isCancelled IN (0, 1))
        ) STRICT;
        CREATE INDEX runsByStatus ON runs (status, queued);

        CREATE TABLE detectionCounts (
            versionID INTEGER NOT NULL REFERENCES versions (id) ON DELETE CASCADE,
            hour INTEGER NOT NULL,
            images INTEGER NOT NULL CHECK (images >= 0),
            PRIMARY KEY (versionID, hour)
        ) STRICT, WITHOUT ROWID;
        """

    static let tags = """
        CREATE TABLE tags (
            id INTEGER PRIMARY KEY,
            projectID INTEGER REFERENCES projects (id) ON DELETE CASCADE,
            datasetID INTEGER REFERENCES datasets (id) ON DELETE CASCADE,
            versionID INTEGER REFERENCES versions (id) ON DELETE CASCADE,
            key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 128),
            value TEXT NOT NULL CHECK (length(value) <= 256),
            CHECK ((projectID IS NOT NULL) + (datasetID IS NOT NULL) + (versionID IS NOT NULL) = 1),
            UNIQUE (projectID, key),
            UNIQUE (datasetID, key),
            UNIQUE (versionID, key)
        ) STRICT;
        """
}
