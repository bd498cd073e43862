import Catalog
import Foundation

/// Removes what a process that was killed has left behind and nobody will ask for again.
///
/// That is: models and runs of versions that are gone, and what a run needs only while it is not over.
struct HomeSweep {
    let workshop: Workshop

    /// Sweeps once, while nothing that is swept is made.
    func run() async throws {
        let models = try numbers(in: workshop.home.models)
        let runs = try numbers(in: workshop.home.runs)
        let known = try await workshop.catalog.read { try $0.statuses(ofVersions: models.union(runs)) }
        for model in models where known[model] == nil {
            try HomeFolders.remove(workshop.home.model(model))
        }
        for run in runs {
            let folder = workshop.home.run(run)
            switch known[run] {
            case nil: try HomeFolders.remove(folder)
            case .training, .copying: break
            default: try RunFiles(folder).tidy()
            }
        }
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
