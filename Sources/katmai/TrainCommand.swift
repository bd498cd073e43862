import Annotations
import ArgumentParser
import ChildProcesses
import Evaluation
import Foundation
import ModelBundles
import TrainingRuns

/// `katmai train`: labelled photos in, a measured model bundle out.
struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a detector from labelled photos and measure it.",
        discussion: """
            Examples:
              katmai train --train train.manifest --test test.manifest --out bears.katmai
              katmai train --train annotations.json --images photos --out bears.katmai

            The test images are looked at once, at the end. Without --test a fifth of the images is taken for that, \
            chosen by a seeded hash of their content. Labelled images without a box teach what is not an object; \
            unlabelled images are left out.

            Ctrl-C stops after writing a checkpoint; `katmai train --out bears.katmai --resume` goes on to the same \
            result. Output that is not a terminal gets one JSON object a line.
            """
    )

    @Option(help: "Manifest or COCO file with the images to learn from.", completion: .file())
    var train: String?

    @Option(help: "Manifest or COCO file with the images for the last word.", completion: .file())
    var test: String?

    @Option(help: "The model bundle to write.", completion: .directory)
    var out: String

    @Option(
        help: "Folder of the images: s3://bucket/key and relative names are looked up there.",
        completion: .directory
    )
    var images: String?

    @Option(
        help: ArgumentHelp(
            "What to start from: base, imagenet or a model bundle (default: base).",
            discussion:
                "base knows what an object is. A bundle of your own learns on; its labels need not be the same."
        ),
        completion: .directory
    )
    var from: String?

    @OptionGroup(title: "Training settings")
    var settings: SettingsOptions

    @Flag(help: "Go on with a training that was stopped.")
    var resume = false

    @Flag(help: "Replace an existing bundle, and drop an unfinished training of it.")
    var force = false

    @Flag(help: "Print JSON lines, also on a terminal.")
    var json = false

    func validate() throws {
        guard resume || train != nil else {
            throw ValidationError("Missing expected argument '--train <train>'")
        }
        guard !resume || (train == nil && test == nil && images == nil && from == nil && !settings.isAnySet)
        else {
            throw ValidationError(
                "--resume takes images and settings from the stopped run; give only --out with it."
            )
        }
    }

    func run() async throws {
        let bundle = URL(filePath: out).standardizedFileURL
        let folder = RunFolder(forBundle: bundle)
        let display = TrainingDisplay(isInteractive: !isJSON)
        if resume {
            try requireStoppedRun(folder)
        } else {
            try prepareFolder(folder, bundle)
            try JobWriter(folder: folder).write(makeJob(bundle))
        }
        let outcome = try await TrainerProcess(executable: Installation.current().trainer)
            .run(folder, stops: .interrupts) { try display.show($0) }
        try display.end()
        switch outcome {
        case .finished: try report(bundle)
        case .failed(let reason): throw CommandFailure("training failed: \(reason)")
        case .stopped:
            Terminal.note("Stopped. Go on with: katmai train --out \(out) --resume")
            throw ExitCode.failure
        }
    }

    private func requireStoppedRun(_ folder: RunFolder) throws {
        guard FileManager.default.fileExists(atPath: folder.job.path) else {
            throw CommandFailure("there is no stopped training for \(out): \(folder.job.path) is missing")
        }
    }

    private func prepareFolder(_ folder: RunFolder, _ bundle: URL) throws {
        let files = FileManager.default
        if files.fileExists(atPath: bundle.path), !force {
            throw CommandFailure("\(out) exists: choose another --out, or --force to replace it")
        }
        if files.fileExists(atPath: folder.checkpoint.path), !force {
            throw CommandFailure(
                "\(out) has a stopped training: go on with --resume, or --force to start anew"
            )
        }
        guard files.fileExists(atPath: folder.url.path) else { return }
        // A training at work there is not to lose its folder under its feet.
        let lock = try RunLock(folder)
        defer { lock.release() }
        try files.removeItem(at: folder.url)
    }

    private func makeJob(_ bundle: URL) throws -> TrainingJob {
        let choice = StartChoice(from ?? "base")
        // What was named is looked for before photos are read; which base it is follows from their labels.
        let named = choice == .base ? nil : try choice.resolve(forLabels: 1)
        let training = try read(train ?? "")
        let testing = try test.map(read)
        let labels = training.usedLabels
        let (start, ancestry) = try named ?? choice.resolve(forLabels: labels.count)
        return TrainingJob(
            labels: labels,
            training: training.samples,
            test: testing?.samples,
            settings: settings.values(),
            bundlePath: bundle.path,
            start: start,
            ancestry: ancestry,
            replacesBundle: force,
            codeVersion: ProductVersion.current
        )
    }

    /// Reads an annotation file, says what is in it and what is wrong with it.
    private func read(_ file: String) throws -> LabelledImages {
        let set = try LabelledImages(file: URL(filePath: file), images: images.map { URL(filePath: $0) })
        for problem in set.problems { Terminal.note(problem) }
        guard set.missing == 0 else {
            throw LabelledImagesError.missingImages(file: file, count: set.missing)
        }
        guard !set.images.isEmpty else { throw LabelledImagesError.nothingToLearn(file: file) }
        Terminal.note(set.summary)
        return set
    }

    private func report(_ bundle: URL) throws {
        guard !isJSON else { return }
        let opened = try ModelBundle.open(at: bundle)
        guard opened.description.files[ModelBundle.reportPath] != nil else {
            Terminal.note("\(out) is not measured: there were too few images to keep one for testing")
            return
        }
        let bytes = try Data(contentsOf: opened.url(for: ModelBundle.reportPath))
        let report = try JSONDecoder().decode(EvaluationReport.self, from: bytes)
        try Terminal.write("\n" + ReportText(report).text)
        try Terminal.write("\nThe model is in \(out). Try it: katmai detect \(out) photo.jpg --draw found\n")
    }

    private var isJSON: Bool { json || isatty(STDOUT_FILENO) != 1 }
}

extension LabelledImages {
    /// The images as a training takes them.
    fileprivate var samples: [TrainingJob.Sample] {
        images.compactMap { member in
            guard case .file(let url) = member.image.source else { return nil }
            return TrainingJob.Sample(image: member.annotated, path: url.absoluteURL.path, line: member.line)
        }
    }

    /// The labels that have a box: a COCO file may list others, of which nothing could be learnt.
    fileprivate var usedLabels: [String] {
        let used = Set(images.flatMap { $0.annotated.annotations.map(\.label) })
        return labels.filter(used.contains)
    }

    /// One line on what the file holds.
    fileprivate var summary: String {
        let boxes = images.reduce(0) { $0 + $1.annotated.annotations.count }
        let empty = images.count { $0.annotated.annotations.isEmpty }
        let left = unlabelled > 0 ? "; \(unlabelled) unlabelled images are left out" : ""
        return "\(file): \(images.count) labelled images (\(empty) without an object), \(boxes) boxes, "
            + "labels: \(labels.joined(separator: ", "))\(left)"
    }
}
