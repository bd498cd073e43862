package import Catalog
import ObjectStorage

/// Trains, shows, copies and deletes project versions.
package struct VersionLibrary: Sendable {
    let workshop: Workshop

    /// Queues a training; the version is `TRAINING_IN_PROGRESS` when this returns.
    ///
    /// Throws `noSuchProject`, `projectBeingDeleted`, `versionNameTaken`, `limitExceeded`, `tooManyTags`, `datasetBusy`, of a
    /// version to start from `noSuchVersion` or `versionBusy`, or `invalidRequest` where the training data is given twice or
    /// not at all, or a setting is out of its range.
    package func create(_ request: TrainingRequest) async throws -> VersionReference {
        let limits = workshop.limits
        try limits.check(request.tags)
        try request.choices.check()
        let source = try request.source()
        let now = workshop.moment
        let version = try await workshop.write { catalog in
            let project = try catalog.openProject(request.project)
            try catalog.check(newVersion: request.versionName, in: project, limits)
            try catalog.check(source, for: project)
            guard try catalog.versions(inStatus: [.training]).count < limits.concurrentTrainings else {
                throw ProjectError.limitExceeded(.trainings, limit: limits.concurrentTrainings)
            }
            let number = try catalog.freeVersionNumber(now: now)
            let version = VersionRecord(request, source, id: number, projectID: project.id)
            try catalog.insert(version)
            let start = try catalog.startVersion(of: request.choices)
            try catalog.insert(
                RunRecord(versionID: number, queued: now, request.choices, startVersion: start)
            )
            try catalog.addTags(request.tags, to: .version(number))
            return version.reference(in: project.name)
        }
        workshop.bells.trainings.ring()
        return version
    }

    /// A project's versions, newest first; `names` keeps those of these names, and unknown ones are no error.
    ///
    /// Throws `noSuchProject` or `invalidPageToken`.
    package func page(
        of project: ProjectReference,
        _ request: PageRequest,
        names: [String]?
    ) async throws -> Page<VersionDescription> {
        let start = try request.startNumber() ?? .max
        return try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            let versions = try catalog.versions(
                ofProject: owner.id,
                before: start,
                names: names,
                limit: request.size + 1
            )
            let ids = versions.map(\.id)
            let files = Dictionary(grouping: try catalog.files(ofVersions: ids), by: \.versionID)
            let runs = Dictionary(grouping: try catalog.runs(ofVersions: ids), by: \.versionID)
            return Page(
                versions,
                size: request.size,
                token: { PageToken($0.id) },
                element: { version in
                    VersionDescription(
                        version,
                        project: owner.name,
                        files: files[version.id, default: []],
                        run: runs[version.id]?.first
                    )
                }
            )
        }
    }

    /// Begins to delete a version that is neither training, copied, starting, running nor stopping.
    ///
    /// Throws `noSuchVersion` or `versionBusy`.
    package func delete(_ version: VersionReference) async throws -> VersionStatus {
        try await workshop.write { catalog in
            let record = try catalog.existingVersion(version)
            guard try catalog.advance(record, .deletionBegan, VersionMessage.deleting) != nil else {
                throw ProjectError.versionBusy(version, record.status)
            }
        }
        workshop.bells.versions.ring()
        return .deleting
    }

    /// Begins to copy a trained version to another project of this account.
    ///
    /// Throws `noSuchProject`, `noSuchVersion`, `projectBeingDeleted`, `versionNameTaken`, `versionBusy`,
    /// `limitExceeded`, `tooManyTags`, or `invalidRequest` where the version is not of the project named.
    package func copy(_ request: CopyRequest) async throws -> VersionReference {
        let limits = workshop.limits
        try limits.check(request.tags)
        guard request.source.project == request.sourceProject.name else {
            throw ProjectError.invalidRequest("The source version is not of the source project.")
        }
        let now = workshop.moment
        let version = try await workshop.write { catalog in
            _ = try catalog.existingProject(request.sourceProject)
            let source = try catalog.existingVersion(request.source)
            guard source.status.hasModel else {
                throw ProjectError.versionBusy(request.source, source.status)
            }
            let project = try catalog.openProject(request.destination)
            try catalog.check(newVersion: request.versionName, in: project, limits)
            guard try catalog.versions(inStatus: [.copying]).count < limits.concurrentCopies else {
                throw ProjectError.limitExceeded(.copies, limit: limits.concurrentCopies)
            }
            let number = try catalog.freeVersionNumber(now: now)
            let version = VersionRecord(request, of: source, id: number, projectID: project.id)
            try catalog.insert(version)
            try catalog.addTags(request.tags, to: .version(number))
            return version.reference(in: project.name)
        }
        workshop.bells.versions.ring()
        return version
    }
}

extension CatalogReader {
    /// Refuses a name that is taken, and one version too many.
    fileprivate func check(newVersion name: String, in project: ProjectRecord, _ limits: Limits) throws {
        guard try !hasVersion(named: name, inProject: project.id) else {
            throw ProjectError.versionNameTaken(name, project: project.reference)
        }
        guard try versionCount(ofProject: project.id) < limits.versionsPerProject else {
            throw ProjectError.limitExceeded(.versionsOfProject, limit: limits.versionsPerProject)
        }
    }
}

extension VersionRecord {
    fileprivate init(_ request: TrainingRequest, _ source: TrainingSource, id: Int64, projectID: Int64) {
        self.init(
            id: id,
            projectID: projectID,
            name: request.versionName,
            status: .training,
            statusMessage: VersionMessage.training,
            outputBucket: request.output.bucket,
            outputPrefix: request.output.prefix
        )
        kmsKeyID = request.kmsKeyID
        explanation = request.versionDescription
        if case .manifests(let training, let testing) = source {
            trainingBucket = training.bucket
            trainingKey = training.key
            testingBucket = testing?.bucket
            testingKey = testing?.key
            splitsTraining = testing == nil
        }
    }

    fileprivate init(_ request: CopyRequest, of source: VersionRecord, id: Int64, projectID: Int64) {
        self.init(
            id: id,
            projectID: projectID,
            name: request.versionName,
            status: .copying,
            statusMessage: VersionMessage.copying,
            outputBucket: request.output.bucket,
            outputPrefix: request.output.prefix
        )
        kmsKeyID = request.kmsKeyID
        explanation = source.explanation
        sourceProject = request.source.project
        sourceName = request.source.name
        sourceNumber = request.source.number
    }
}
