package import Foundation

/// Where the use cases keep files, under a home that is there.
///
/// A model stays as long as its version. A run's folder loses its images, checkpoints and manifests when the run ends, and
/// the rest with its version. A manifest is there while its dataset is being made. `HomeSweep` holds to the same rules after a
/// process was killed.
package struct HomeFolders: Hashable, Sendable {
    package let home: URL

    package init(home: URL) {
        self.home = home
    }

    var models: URL { home.appending(path: "models", directoryHint: .isDirectory) }
    var runs: URL { home.appending(path: "runs", directoryHint: .isDirectory) }
    var manifests: URL { home.appending(path: "cache/manifests", directoryHint: .isDirectory) }

    /// The bundle of a version.
    func model(_ version: Int64) -> URL {
        models.appending(path: "\(version)", directoryHint: .isDirectory)
    }

    /// What the training of a version works with.
    func run(_ version: Int64) -> URL {
        runs.appending(path: "\(version)", directoryHint: .isDirectory)
    }

    /// The manifest that a dataset is being made of.
    func manifest(_ dataset: Int64) -> URL {
        manifests.appending(path: "\(dataset)")
    }

    /// The small pictures that galleries show, by the content of the images.
    var thumbnails: URL { home.appending(path: "cache/thumbnails", directoryHint: .isDirectory) }

    /// The small picture of an image of this content.
    func thumbnail(_ contentHash: String) -> URL {
        thumbnails.appending(path: "\(contentHash.prefix(2))/\(contentHash).jpg")
    }

    var evaluations: URL { home.appending(path: "evaluations", directoryHint: .isDirectory) }

    /// The reports of evaluations that a version had after its training.
    func evaluations(of version: Int64) -> URL {
        evaluations.appending(path: "\(version)", directoryHint: .isDirectory)
    }

    /// Where workers keep compiled models.
    var compiledModels: URL { home.appending(path: "cache/compiled", directoryHint: .isDirectory) }

    /// Makes the folder that a file is to be in.
    static func makeFolder(for file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
    }

    /// Removes a file or folder, which need not be there.
    static func remove(_ url: URL) throws {
        do {
            try FileManager.default.removeItem(at: url)
        } catch let error as CocoaError where error.code == .fileNoSuchFile {
            // What is wanted.
        }
    }
}
