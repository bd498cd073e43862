import Annotations
import FoundationEssentials

/// The labelled images of an annotation file: what a model learns from or is measured on.
struct LabelledImages {
    struct Member {
        let image: NamedImage
        let annotated: AnnotatedImage
        /// The line in the manifest, from 1; nil for files without lines.
        let line: Int?
    }

    let file: String
    /// What is wrong with the file and with the images it names.
    let problems: [String]
    /// The file's labels, in its order.
    let labels: [String]
    let images: [Member]
    /// Labelled images whose file was not found.
    let missing: Int
    /// Images that nobody has labelled.
    let unlabelled: Int

    /// Reads an annotation file and finds its images; without a folder they are looked for beside the file.
    init(file: URL, images folder: URL?) throws {
        let set = try AnnotationFile.read(contentsOf: file)
        let places = ImageFolder(root: folder, annotationFile: file)
        var problems = ProblemList(problems: set.problems).lines
        var images: [Member] = []
        var missing = 0
        var unlabelled = 0
        for entry in set.entries where entry.status != .invalid {
            guard let annotated = entry.image else { continue }
            guard annotated.state == .labelled else {
                unlabelled += 1
                continue
            }
            do {
                let url = try places.url(for: annotated.source)
                let image = NamedImage(name: annotated.source, source: .file(url))
                images.append(Member(image: image, annotated: annotated, line: entry.line))
            } catch {
                problems.append("\(error)")
                missing += 1
            }
        }
        self.file = file.path(percentEncoded: false)
        self.problems = problems
        self.labels = set.labels
        self.images = images
        self.missing = missing
        self.unlabelled = unlabelled
    }

    /// Names the labels that the model does not know; when it knows none of them, nothing can be measured.
    func checkLabels(against known: [String], model: String) throws(LabelledImagesError) {
        var seen: Set<String> = []
        let labels = images.flatMap { $0.annotated.annotations.map(\.label) }.filter {
            seen.insert($0).inserted
        }
        let unknown = labels.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return }
        if unknown.count == labels.count {
            throw .noCommonLabel(file: file, labels: labels, model: model, known: known)
        }
        Terminal.note("left out, because the model does not know them: \(unknown.joined(separator: ", "))")
    }
}

/// Why an annotation file is of no use.
enum LabelledImagesError: Error, CustomStringConvertible {
    case nothingToTest(file: String)
    case nothingToLearn(file: String)
    case missingImages(file: String, count: Int)
    case noCommonLabel(file: String, labels: [String], model: String, known: [String])

    var description: String {
        switch self {
        case .nothingToTest(let file):
            "\(file): no labelled image of it could be looked at"
        case .nothingToLearn(let file):
            "\(file): no image of it is labelled"
        case .missingImages(let file, let count):
            "\(file): \(count) of its images were not found; say with --images where they are"
        case .noCommonLabel(let file, let labels, let model, let known):
            "\(model) knows none of the labels in \(file): it knows \(known.joined(separator: ", ")), "
                + "the file has \(labels.joined(separator: ", "))"
        }
    }
}
