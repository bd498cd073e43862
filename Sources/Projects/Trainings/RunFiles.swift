import Catalog
import Foundation
import TrainingRuns

/// What lies in a run's folder besides the trainer's own files.
struct RunFiles: Hashable, Sendable {
    let folder: RunFolder

    init(_ url: URL) {
        folder = RunFolder(url: url)
    }

    /// Whether the job is there, which is written last of all that a trainer needs.
    var isPrepared: Bool { FileManager.default.fileExists(atPath: folder.job.path) }

    /// The images of the run.
    var images: URL { folder.url.appending(path: "images", directoryHint: .isDirectory) }

    /// A file that goes to the output bucket.
    func output(_ kind: VersionFileKind) -> URL {
        outputs.appending(path: "\(kind.rawValue.lowercased()).json")
    }

    /// The files that wait to go to the output bucket.
    var waitingOutputs: [VersionFileKind] {
        VersionFileKind.allCases.filter { FileManager.default.fileExists(atPath: output($0).path) }
    }

    private var outputs: URL { folder.url.appending(path: "outputs", directoryHint: .isDirectory) }

    /// Writes a file for the output bucket.
    func write(_ bytes: Data, as kind: VersionFileKind) throws {
        let file = output(kind)
        try HomeFolders.makeFolder(for: file)
        try bytes.write(to: file, options: .atomic)
    }

    /// Lays out the job, whole or not at all.
    func write(_ job: TrainingJob) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        try encoder.encode(job).write(to: folder.job, options: .atomic)
    }

    /// Makes the folder anew, for a preparation that begins from the start.
    func makeEmpty() throws {
        try HomeFolders.remove(folder.url)
        try FileManager.default.createDirectory(at: images, withIntermediateDirectories: true)
    }

    /// Removes what nobody needs once the run is over; the trainer's log stays.
    func tidy() throws {
        for left in [images, outputs, folder.job, folder.checkpoint, folder.best] {
            try HomeFolders.remove(left)
        }
    }
}
