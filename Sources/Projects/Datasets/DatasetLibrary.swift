package import Catalog
package import ObjectStorage

/// What a new dataset begins with.
package enum DatasetSource: Hashable, Sendable {
    case nothing
    case manifest(ObjectLocation)
    case copy(of: DatasetReference)
}

/// Creates, shows, changes and deletes datasets; what takes long goes on in the background.
package struct DatasetLibrary: Sendable {
    let workshop: Workshop

    /// Makes a dataset: at once when it is empty, else it is `CREATE_IN_PROGRESS` when this returns.
    ///
    /// Throws `noSuchProject`, `projectBeingDeleted`, `datasetExists`, `objectUnreadable`, `tooManyTags`, and of a dataset
    /// to copy `noSuchDataset` or `datasetNotReady`.
    package func create(
        _ type: DatasetType,
        in project: ProjectReference,
        from source: DatasetSource,
        tags: [String: String]
    ) async throws -> DatasetReference {
        fatalError("follows")
    }

    /// Throws `noSuchDataset`.
    package func describe(_ dataset: DatasetReference) async throws -> DatasetDescription {
        fatalError("follows")
    }

    /// Begins to delete a dataset; another of its type may be created from now on.
    ///
    /// Throws `noSuchDataset` or `datasetBusy`.
    package func delete(_ dataset: DatasetReference) async throws {
        fatalError("follows")
    }

    /// Begins to replace and append entries: `lines` is the text of a manifest, whose images decide which.
    ///
    /// The lines are on disk and the dataset is `UPDATE_IN_PROGRESS` when this returns. Throws `noSuchDataset` or
    /// `datasetBusy`.
    package func update(_ dataset: DatasetReference, with lines: [UInt8]) async throws {
        fatalError("follows")
    }

    /// Begins to move a fifth of the entries of a training dataset to the project's empty test dataset.
    ///
    /// Takes the two in any order. Throws `invalidRequest` where they are no such pair, `noSuchDataset`, or
    /// `datasetNotReady`.
    package func distribute(_ datasets: [DatasetReference]) async throws {
        fatalError("follows")
    }
}
