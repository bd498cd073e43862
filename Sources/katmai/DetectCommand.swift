import ArgumentParser
import ChildProcesses
import FoundationEssentials
import Imaging
import InferenceUnits
import ModelBundles

/// `katmai detect`.
struct DetectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "detect",
        abstract: "Find objects in images with a trained model.",
        usage: """
            katmai detect <bundle> <image> ... [options]
            katmai detect --server <project/version> <image> ... [options]
            """,
        discussion: """
            IMAGE is a JPEG, PNG or WebP file, a folder (searched with its subfolders), or - for an image on \
            standard input. What is found is printed as a table, or with --json as a JSON array with one object \
            for each image:

              {"image": "cam/1.jpg", "width": 1920, "height": 1080,
               "detections": [{"label": "bear", "confidence": 97.3,
                 "box": {"left": 12.5, "top": 40, "width": 300, "height": 220}}],
               "milliseconds": {"decode": 6.1, "letterbox": 0.9,
                 "engine": 15.2, "suppression": 0.1}}

            Boxes are in pixels of the upright image; confidence is 0 to 100. An image that cannot be read has an \
            "error" with "code" and "message" instead; the others are still looked at, and the exit code is 1.

            Without --min-confidence each label counts from the threshold that its evaluation found best, or from \
            50 when there was no evaluation.

            With --server the server that runs here is asked, as DetectCustomLabels would ask it: a model that is not \
            loaded loads, and the call counts in katmai usage.

            Examples:
              katmai detect bears.model frame.jpg
              katmai detect bears.model photos/ --draw drawn/
              katmai detect bears.model photos/ --json --min-confidence 30
              katmai detect --server bearcam/first frame.jpg
              curl -s http://camera/frame.jpg | katmai detect bears.model -
            """
    )

    @Argument(help: "The folder of the model bundle; with --server the first image.")
    var bundle: String

    @Argument(help: ArgumentHelp("Image files, folders, or - for standard input.", valueName: "image"))
    var images: [String] = []

    @Option(
        help: ArgumentHelp(
            "Ask the running server for this version instead, by PROJECT/VERSION or ARN.",
            valueName: "project/version"
        ),
        transform: { try VersionName($0) }
    )
    var server: VersionName?

    @OptionGroup var home: HomeOption

    @Flag(help: "Print JSON.")
    var json = false

    @Option(help: ArgumentHelp("Least confidence, 0 to 100.", valueName: "percent"))
    var minConfidence: Double?

    @Option(help: ArgumentHelp("At most so many detections an image, best first.", valueName: "n"))
    var maxResults: Int?

    @Option(help: ArgumentHelp("Also write pictures with boxes and labels here.", valueName: "dir"))
    var draw: String?

    @Option(help: ArgumentHelp("Threads that compute (default: every core).", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let minConfidence, !(0...100).contains(minConfidence) {
            throw ValidationError("--min-confidence is a percentage from 0 to 100, not \(minConfidence)")
        }
        if let maxResults, maxResults < 1 {
            throw ValidationError("--max-results must be at least 1, not \(maxResults)")
        }
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
        if server == nil {
            guard !images.isEmpty else { throw ValidationError("Missing expected argument '<image> ...'") }
            if home.home != nil { throw ValidationError("--home goes with --server") }
        } else if threads != nil {
            throw ValidationError("--threads goes with a bundle: the server sees to its workers itself")
        }
        if named.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input (-) can be read once only")
        }
    }

    /// What is to be looked at, as it was written.
    private var named: [String] { server == nil ? images : [bundle] + images }

    func run() async throws {
        let images = try ImageList.images(for: named)
        let labels = server == nil ? try ModelBundle.open(at: URL(filePath: bundle)).description.labels : []
        var report = DetectionReportWriter(
            isJSON: json,
            pictures: try draw.map(PictureFolder.init),
            labels: labels,
            total: images.count
        )
        do {
            try await outcomes(of: images) { try report.write($0) }
            try report.finish()
        } catch is Terminal.Closed {
            // The reader has what it wanted.
            throw ExitCode.failure
        }
        if report.failures > 0 { throw ExitCode.failure }
    }

    /// Hands over what came of each image, in order.
    private func outcomes(
        of images: [NamedImage],
        each: (DetectionRun.Outcome) throws -> Void
    ) async throws {
        if let server {
            let run = ServedDetectionRun(
                client: try home.client(),
                version: server,
                minimumConfidencePercent: minConfidence,
                maximumResults: maxResults
            )
            return try await run.run(images, each: each)
        }
        let run = DetectionRun(
            launch: WorkerLaunch(bundle: URL(filePath: bundle), threads: threads),
            minimumConfidence: minConfidence.map { $0 / 100 },
            maximumResults: maxResults
        )
        try await run.run(images, each: each)
    }
}
