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

            Examples:
              katmai detect bears.model frame.jpg
              katmai detect bears.model photos/ --draw drawn/
              katmai detect bears.model photos/ --json --min-confidence 30
              curl -s http://camera/frame.jpg | katmai detect bears.model -
            """
    )

    @Argument(help: "The folder of the model bundle.")
    var bundle: String

    @Argument(help: ArgumentHelp("Image files, folders, or - for standard input.", valueName: "image"))
    var images: [String]

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
        if images.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input (-) can be read once only")
        }
    }

    func run() async throws {
        let folder = URL(filePath: bundle)
        let labels = try ModelBundle.open(at: folder).description.labels
        let images = try ImageList.images(for: images)
        var report = DetectionReportWriter(
            isJSON: json,
            pictures: try draw.map(PictureFolder.init),
            labels: labels,
            total: images.count
        )
        let run = DetectionRun(
            launch: WorkerLaunch(bundle: folder, threads: threads),
            minimumConfidence: minConfidence.map { $0 / 100 },
            maximumResults: maxResults
        )
        do {
            try await run.run(images) { try report.write($0) }
            try report.finish()
        } catch is Terminal.Closed {
            // The reader has what it wanted.
            throw ExitCode.failure
        }
        if report.failures > 0 { throw ExitCode.failure }
    }
}
