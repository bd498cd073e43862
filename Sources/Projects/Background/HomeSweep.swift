import Catalog
import Foundation

/// Removes what a process that was killed has left behind and nobody will ask for again.
///
/// That is: models and runs of versions that are gone, and what a training or a copy needs only while it is not over.
struct HomeSweep {
    let workshop: Workshop

    /// Sweeps once, while nothing that is swept is made.
    func run() async throws {
        let models = try leftovers(in: workshop.home.models)
        let runs = try leftovers(in: workshop.home.runs)
        let numbers = Set((models + runs).map(\.version))
        let known = try await workshop.catalog.read { try $0.statuses(ofVersions: numbers) }
        for model in models {
            switch known[model.version] {
            case nil: try HomeFolders.remove(model.url)
            case .training, .copying: break
            default: if model.isDraft { try HomeFolders.remove(model.url) }
            }
        }
        for run in runs {
            switch known[run.version] {
            case nil: try HomeFolders.remove(run.url)
            case .training, .copying: break
            default: try RunFiles(run.url).tidy()
            }
        }
    }

    private struct Leftover {
        let url: URL
        let version: Int64
        /// A bundle that was never finished: `.<number>.partial`.
        let isDraft: Bool
    }

    /// What is in a folder and named after a version; nothing where there is no such folder.
    private func leftovers(in folder: URL) throws -> [Leftover] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).compactMap { name in
            let isDraft = name.hasPrefix(".")
            guard let version = name.split(separator: ".").first.flatMap({ Int64($0) }) else { return nil }
            return Leftover(url: folder.appending(path: name), version: version, isDraft: isDraft)
        }
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
