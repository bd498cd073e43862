import Annotations
import ArgumentParser
import ChildProcesses
import Foundation
import ModelBundles
import Training
import TrainingRuns

/// `katmai-trainer base`: the weights that trainings start from.
struct BaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "base",
        abstract: "Make the weights that trainings start from, out of photos of anything with boxes.",
        discussion: """
            The detector learns what an object is, whatever its kind, and to tell the kinds of these photos apart. \
            Photos in which only some kinds are marked will do, because an unmarked object is not held against it. Use \
            photos whose licence allows that, and none that a later test is to be trusted on.

            About half an hour on two cores for 4,000 photos. Ctrl-C stops after a checkpoint; the same command goes on.

            Example:
              katmai-trainer base --train photos/annotations.json --images photos/images --out Weights/base-kinds.katmai
            """
    )

    @Option(help: "Manifest or COCO file with the photos.", completion: .file())
    var train: String

    @Option(help: "Folder of the photos.", completion: .directory)
    var images: String?

    @Option(
        help: "The bundle to write; it holds weights to train from, nothing to detect with.",
        completion: .directory
    )
    var out: String

    @Option(help: "Passes over the photos; of 4,000, more than twice as many made a worse start.")
    var epochs = 10

    @Option(
        parsing: .upToNextOption,
        help: "Input sizes in pixels, multiples of 32: each batch comes at one of them, at random."
    )
    var sizes = [320, 256, 384]

    @Option(help: "Everything random follows from it.")
    var seed: UInt64 = 0

    @Option(help: "Threads (default: all cores).")
    var threads: Int?

    @Option(help: "Share of the run after which the whole backbone trains, 0 to 1.")
    var thawAfter = 0.8

    @Option(help: "Share of the views that are put together from four photos, 0 to 1.")
    var mosaic = 0.4

    @Flag(help: "Take what is not marked for background: only for photos in which everything is.")
    var everythingIsMarked = false

    @Flag(help: "Take all labels for one: an object. The base of trainings that have one label was made so.")
    var oneKind = false

    func run() throws {
        let out = URL(filePath: out).standardizedFileURL
        let folder = RunFolder(forBundle: out)
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let detector = folder.url.appending(path: "detector.katmai")
        let run = try TrainerRun(folder: folder)
        try run.train {
            let job = try makeJob(detector)
            try keep(job, in: folder)
            return job
        } afterwards: {
            try StartingWeights.write(from: ModelBundle.open(at: detector), to: out)
        }
    }

    /// Writes the job into its folder, and refuses to go on from the checkpoint of another.
    private func keep(_ job: TrainingJob, in folder: RunFolder) throws {
        let files = FileManager.default
        if files.fileExists(atPath: folder.checkpoint.path) {
            let kept = try JSONDecoder().decode(TrainingJob.self, from: Data(contentsOf: folder.job))
            guard kept == job else { throw OtherRun(folder: folder.url.path) }
        }
        try JSONEncoder().encode(job).write(to: folder.job, options: .atomic)
    }

    /// A stopped run that this command did not begin.
    private struct OtherRun: Error, CustomStringConvertible {
        let folder: String

        var description: String {
            "\(folder) holds a stopped run with other photos or settings: repeat its command, or remove the folder"
        }
    }

    private func makeJob(_ detector: URL) throws -> TrainingJob {
        let samples = try samples()
        let kinds = Set(samples.flatMap { $0.image.annotations.map(\.label) })
        return TrainingJob(
            labels: [StartingWeights.anyObject] + kinds.subtracting([StartingWeights.anyObject]).sorted(),
            training: samples,
            test: [],
            settings: settings,
            bundlePath: detector.path,
            start: .imageNet(path: try Installation.current().backbone.path),
            ancestry: ["imagenet"],
            replacesBundle: true,
            codeVersion: ProductVersion.current
        )
    }

    private var settings: TrainingSettings {
        var settings = TrainingSettings()
        settings.inputSize = sizes[0]
        settings.otherInputSizes = Array(sizes.dropFirst())
        settings.epochs = epochs
        settings.seed = seed
        settings.threads = threads
        settings.thawingShare = thawAfter
        settings.mosaicShare = mosaic
        settings.hasUnmarkedObjects = !everythingIsMarked
        settings.firstLabelIsAnyObject = !oneKind
        settings.choosesByValidation = false
        settings.cacheBytes = 4 << 30
        settings.checkpointSeconds = 60
        return settings
    }

    /// All photos with boxes.
    private func samples() throws -> [TrainingJob.Sample] {
        let file = URL(filePath: train)
        let set = try AnnotationFile.read(contentsOf: file)
        let folder = ImageFolder(root: images.map { URL(filePath: $0) }, annotationFile: file)
        return try set.entries.compactMap { entry in
            guard entry.status != .invalid, var image = entry.image, !image.annotations.isEmpty else {
                return nil
            }
            if oneKind {
                let any = StartingWeights.anyObject
                for place in image.annotations.indices { image.annotations[place].label = any }
            }
            return TrainingJob.Sample(
                image: image,
                path: try folder.url(for: image.source).path,
                line: entry.line
            )
        }
    }
}
