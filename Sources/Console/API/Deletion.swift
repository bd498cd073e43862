import Catalog
import HTTPTypes
import Projects

/// Deletes what a project has, or says plainly why it cannot: the rules are Rekognition's.
struct Deletion: Sendable {
    let desk: Desk

    /// Throws a `ConsoleError` that says what to do first.
    func delete(_ version: VersionReference) async throws {
        do {
            _ = try await desk.useCases.versions.delete(version)
        } catch ProjectError.versionBusy(let version, let status) {
            throw ConsoleError.undeletable(version, status)
        }
    }

    /// Deletes a project with its versions and datasets; nothing of it while one of them cannot be deleted.
    func delete(_ project: ProjectReference) async throws {
        let versions = try await versions(of: project)
        for version in versions where !version.status.canBeDeleted {
            throw ConsoleError.undeletable(version.version, version.status)
        }
        var datasets: [DatasetReference] = []
        for type in DatasetType.allCases {
            guard let dataset = try await desk.dataset(type, of: project) else { continue }
            let status = try await desk.useCases.datasets.describe(dataset).status
            guard !status.isAtWork else { throw ProjectError.datasetBusy(dataset, status) }
            datasets.append(dataset)
        }
        for version in versions { try await delete(version.version) }
        for dataset in datasets { try await desk.useCases.datasets.delete(dataset) }
        _ = try await desk.useCases.projects.delete(project)
    }

    /// All but those that are being deleted already.
    private func versions(of project: ProjectReference) async throws -> [VersionDescription] {
        var versions: [VersionDescription] = []
        var start: PageToken?
        repeat {
            let page = try await desk.useCases.versions.page(
                of: project,
                PageRequest(size: 100, start: start),
                names: nil
            )
            versions += page.elements.filter { $0.status != .deleting }
            start = page.next
        } while start != nil
        return versions
    }
}

extension VersionStatus {
    /// Whether Rekognition would delete a version in it.
    var canBeDeleted: Bool { !isInTransition && self != .running }
}

extension ConsoleError {
    /// Why a version cannot be deleted, and what to do first.
    static func undeletable(_ version: VersionReference, _ status: VersionStatus) -> ConsoleError {
        let reason =
            switch status {
            case .running: "cannot be deleted while it runs. Stop it first."
            case .starting: "cannot be deleted while it starts. Stop it when it runs."
            case .training: "cannot be deleted while it is being trained. Cancel the training first."
            case .stopping: "cannot be deleted while it stops. Try again in a moment."
            case .copying: "cannot be deleted while it is being copied. Try again when that is done."
            case .deleting: "is being deleted already."
            case .trained, .trainingFailed, .failed, .stopped, .copied, .copyingFailed:
                "has just changed. Try again."
            }
        return ConsoleError(.conflict, "in-use", "Version \(version.name) \(reason)", value: version.name)
    }
}
