import Catalog
import Foundation

/// Removes what a process that was killed has left behind and nobody will ask for again.
///
/// That is: models and runs of versions that are gone, what a run needs only while it is not over, and manifests of datasets
/// that are not being made.
struct HomeSweep {
    let workshop: Workshop

    /// Sweeps once, while nothing that is swept is made.
    func run() async throws {
        let models = try numbers(in: workshop.home.models)
        let runs = try numbers(in: workshop.home.runs)
        let manifests = try numbers(in: workshop.home.manifests)
        let known = try await workshop.catalog.read { catalog in
            Known(
                versions: try catalog.statuses(ofVersions: models.union(runs)),
                datasets: Set(try catalog.datasetsWithTasks())
            )
        }
        for model in models where known.versions[model] == nil {
            try HomeFolders.remove(workshop.home.model(model))
        }
        for run in runs {
            let folder = workshop.home.run(run)
            switch known.versions[run] {
            case nil: try HomeFolders.remove(folder)
            case .training, .copying: break
            default: try RunFiles(folder).tidy()
            }
        }
        for manifest in manifests where !known.datasets.contains(manifest) {
            try HomeFolders.remove(workshop.home.manifest(manifest))
        }
    }

    private struct Known: Sendable {
        let versions: [Int64: VersionStatus]
        let datasets: Set<Int64>
    }

    /// The numbers that are names in a folder; none where there is no such folder.
    private func numbers(in folder: URL) throws -> Set<Int64> {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return Set(try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap(Int64.init))
    }
}

extension CatalogReader {
    /// The statuses of those versions that are there.
    fileprivate func statuses(ofVersions numbers: Set<Int64>) throws -> [Int64: VersionStatus] {
        var statuses: [Int64: VersionStatus] = [:]
        for number in numbers { statuses[number] = try version(number: number)?.status }
        return statuses
    }
}
