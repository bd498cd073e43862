import Annotations
import ArgumentParser
import Foundation
import Imaging

/// `katmai convert`: annotations from one format to another, and what is wrong with them.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Convert annotations between Ground Truth manifests and COCO files.",
        discussion: """
            Examples:
              katmai convert annotations.json --to ground-truth --out train.manifest --s3-prefix s3://my-bucket/bears
              katmai convert train.manifest --to coco --out train.json --s3-prefix s3://my-bucket/bears

            The first makes a manifest that Rekognition Custom Labels takes: a file_name of a/1.jpg becomes \
            s3://my-bucket/bears/a/1.jpg. The second takes the prefix off again. The input's format is told by its \
            content. Boxes are kept as they are, fractions of a pixel too.

            Every line, image and box that cannot be used is named with its file and line; a manifest of which more than \
            a fifth of the lines cannot be used is refused. Unlabelled images have no place in a COCO file and are left out.
            """
    )

    @Argument(help: "Manifest or COCO file to read.", completion: .file())
    var input: String

    @Option(name: .customLong("to"), help: "Format to write.")
    var format: AnnotationFormat

    @Option(help: "File to write.", completion: .file())
    var out: String

    @Option(
        help:
            "Folder of the images: where given, each must be there, and sizes that the input lacks are read from them.",
        completion: .directory
    )
    var images: String?

    @Option(help: "Name of the label attribute in a manifest's lines.")
    var attribute = "bounding-box"

    @Option(help: "Where in S3 the images are: put before names in a manifest, taken off in a COCO file.")
    var s3Prefix: String?

    @Flag(help: "Replace an existing file.")
    var force = false

    @Flag(help: "Print counts and problems as one JSON object.")
    var json = false

    func validate() throws {
        guard WritingOptions.isAllowed(attribute: attribute) else {
            throw ValidationError("'\(attribute)' cannot name a label attribute: it is a manifest's own key.")
        }
        guard prefix == nil || S3Location("\(prefix ?? "")image.jpg") != nil else {
            throw ValidationError("--s3-prefix must be s3://bucket or s3://bucket/folder.")
        }
    }

    func run() throws {
        guard force || !FileManager.default.fileExists(atPath: out) else {
            throw CommandFailure("\(out) exists: choose another --out, or --force to replace it")
        }
        let set = try read()
        let found = try images.map { try completed(set, from: $0) } ?? set
        let renamed = prefix.map { prefix in found.renamingSources { name($0, prefix) } } ?? found
        try AnnotationFile.write(
            renamed,
            as: format,
            to: URL(filePath: out),
            options: WritingOptions(attribute: attribute, created: Date()),
            overwriting: force
        )
        let problems = set.problems + (set.format == .groundTruth ? [] : try problemsOfOutput())
        let report = ConversionReport(self, set, problems)
        print(json ? try ConversionReport.json(of: report) : report.text)
        if !json { note(problems.map(\.description)) }
    }

    /// Reads the input; when asked for JSON, a refused manifest's problems go out as JSON too.
    private func read() throws -> AnnotationSet {
        do {
            return try AnnotationFile.read(contentsOf: URL(filePath: input))
        } catch AnnotationFileError.tooManyInvalidRows(let file, let statistics, let problems) where json {
            let refusal = ConversionRefusal(input: file, statistics: statistics, problems: problems)
            print(try ConversionReport.json(of: refusal))
            throw ExitCode.failure
        }
    }

    /// The prefix with one slash at its end.
    private var prefix: String? {
        s3Prefix.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    }

    private func name(_ source: String, _ prefix: String) -> String {
        switch format {
        case .groundTruth: S3Location(source) == nil ? prefix + source : source
        case .coco: source.hasPrefix(prefix) ? String(source.dropFirst(prefix.count)) : source
        }
    }

    /// The set with each image found in a folder, and with the sizes that its file does not state.
    private func completed(_ set: AnnotationSet, from folder: String) throws -> AnnotationSet {
        let images = ImageFolder(
            root: URL(filePath: folder, directoryHint: .isDirectory),
            annotationFile: URL(filePath: input)
        )
        var entries: [Entry] = []
        for entry in set.entries {
            guard var image = entry.image, entry.status != .invalid else {
                entries.append(entry)
                continue
            }
            let url = try images.url(for: image.source)
            if image.size == nil, image.state == .labelled {
                image.size = try ImageDecoder.size(of: Data(contentsOf: url), name: url.relativePath)
                entries.append(Entry(image: image))
            } else {
                entries.append(entry)
            }
        }
        let isUnchanged = entries.indices.allSatisfy { entries[$0].image == set.entries[$0].image }
        return isUnchanged ? set : AnnotationSet(format: set.format, entries: entries, labels: set.labels)
    }

    /// What a manifest just written has that Rekognition Custom Labels would not take, such as more than 50 boxes an
    /// image.
    private func problemsOfOutput() throws -> [Problem] {
        guard format == .groundTruth else { return [] }
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: out)))
        let limits = prefix == nil ? ManifestLimits.localFiles : .customLabels
        return try GroundTruthManifest.lines(of: bytes, file: out, limits: limits).problems
    }

    private func note(_ lines: [String]) {
        FileHandle.standardError.write(Data(lines.map { $0 + "\n" }.joined().utf8))
    }
}

extension AnnotationFormat: ExpressibleByArgument {}
