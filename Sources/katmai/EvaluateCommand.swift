import Annotations
import ArgumentParser
import ChildProcesses
import Evaluation
import FoundationEssentials
import ModelBundles

/// `katmai evaluate`.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure a trained model on labelled images.",
        discussion: """
            The images go through the same worker and the same code as in serving, so the figures are those you \
            will get. Images that were labelled as empty count too: what is found in them is a false alarm. Images \
            that nobody has labelled are left out. Labels that the model does not know are named and left out.

            The --test file is a Ground Truth manifest (one JSON object a line) or a COCO file. Its images are \
            looked for beside it, or in --images. An image that cannot be looked at is named, is not in the \
            figures, and makes the exit code 1.

            --out writes report.json (the verdict on every object and detection), and summary.json and \
            test-results.jsonl as Amazon Rekognition Custom Labels writes them. --draw writes pictures: what was \
            found in its label's colour, missed objects dashed, false alarms marked "not there".

            Examples:
              katmai evaluate bears.model --test test.manifest --images photos/
              katmai evaluate bears.model --test test.json --json
              katmai evaluate bears.model --test test.json --out results/ --draw drawn/
            """
    )

    @Argument(help: "The folder of the model bundle.")
    var bundle: String

    @Option(help: ArgumentHelp("The labelled images: a manifest or a COCO file.", valueName: "file"))
    var test: String

    @Option(help: ArgumentHelp("The folder that holds the images.", valueName: "dir"))
    var images: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Option(
        help: ArgumentHelp("Write report.json, summary.json and test-results.jsonl here.", valueName: "dir")
    )
    var out: String?

    @Option(help: ArgumentHelp("Write pictures with verdicts here.", valueName: "dir"))
    var draw: String?

    @Option(help: ArgumentHelp("Seed of the intervals' resampling.", valueName: "n"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Threads that compute (default: every core).", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads)") }
    }

    func run() async throws {
        let opened = try ModelBundle.open(at: URL(filePath: bundle))
        let set = try LabelledImages(file: URL(filePath: test), images: images.map { URL(filePath: $0) })
        for problem in set.problems { Terminal.note("\(problem)") }
        try set.checkLabels(against: opened.description.labels, model: bundle)
        var tested = TestedImages(total: set.images.count)
        let run = DetectionRun(
            launch: WorkerLaunch(bundle: opened.folder, threads: threads),
            minimumConfidence: 0
        )
        try await run.run(set.images.map(\.image)) { tested.take($0, set.images[$0.index]) }
        tested.finish()
        guard !tested.images.isEmpty else { throw LabelledImagesError.nothingToTest(file: test) }
        var report = Evaluator.evaluate(tested.images, labels: opened.description.labels, seed: seed)
        if let out {
            let facts = RekognitionFiles.Facts(
                bundleName: opened.folder.lastPathComponent,
                created: opened.description.created,
                trainingImages: opened.description.data.trainImages,
                testingImages: report.imageCount,
                evaluationEnd: Date()
            )
            try EvaluationFiles(report: report, lineIndices: tested.lines, facts: facts)
                .write(to: URL(filePath: out))
        }
        var failures = tested.failures + set.missing
        if let draw {
            var pictures = try VerdictPictures(PictureFolder(draw), labels: opened.description.labels)
            failures += pictures.write(report.images, from: tested.sources)
        }
        if json {
            report.images = []
            try Terminal.write(String(decoding: report.json(), as: UTF8.self) + "\n")
        } else {
            try Terminal.write(ReportText(report).text)
        }
        if failures > 0 { throw ExitCode.failure }
    }
}
