package import Catalog

/// Trains, shows, copies and deletes project versions.
package struct VersionLibrary: Sendable {
    let workshop: Workshop

    /// Queues a training; the version is `TRAINING_IN_PROGRESS` when this returns.
    ///
    /// Throws `noSuchProject`, `projectBeingDeleted`, `versionNameTaken`, `limitExceeded`, `tooManyTags`, or
    /// `invalidRequest` where the training data is given twice or not at all.
    package func create(_ request: TrainingRequest) async throws -> VersionReference {
        fatalError("follows")
    }

    /// A project's versions, newest first; `names` keeps those of these names, and unknown ones are no error.
    ///
    /// Throws `noSuchProject` or `invalidPageToken`.
    package func page(
        of project: ProjectReference,
        _ request: PageRequest,
        names: [String]?
    ) async throws -> Page<VersionDescription> {
        fatalError("follows")
    }

    /// Begins to delete a version that is neither training, copied, starting, running nor stopping.
    ///
    /// Throws `noSuchVersion` or `versionBusy`.
    package func delete(_ version: VersionReference) async throws -> VersionStatus {
        fatalError("follows")
    }

    /// Begins to copy a trained version to another project of this account.
    ///
    /// Throws `noSuchProject`, `noSuchVersion`, `projectBeingDeleted`, `versionNameTaken`, `versionBusy`,
    /// `limitExceeded`, `tooManyTags`, or `invalidRequest` where the version is not of the project named.
    package func copy(_ request: CopyRequest) async throws -> VersionReference {
        fatalError("follows")
    }
}
