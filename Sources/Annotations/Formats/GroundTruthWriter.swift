import JSONText

/// Writes the lines of a manifest.
///
/// New lines have AWS's console's order of keys. Boxes keep their fractions: AWS's own have whole pixels, but its guide
/// does not ask for them, and rounding would move every box that comes from a file with fractions.
struct GroundTruthWriter {
    private let options: WritingOptions
    private let creationDate: String
    private let classIDs: [String: Int]
    private var writer = JSONWriter()

    /// Class ids are the labels' places in the list.
    init(labels: [String], options: WritingOptions) {
        self.options = options
        creationDate = ManifestDate.text(options.created)
        classIDs = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var bytes: [UInt8] { writer.bytes }

    /// Appends an entry's line: the original, if it is still that, or one made of its image.
    mutating func write(_ entry: Entry, keepsOriginal: Bool) throws(AnnotationFileError) {
        if keepsOriginal, let original = entry.original {
            endLine()
            writer.raw(original)
        } else if entry.status != .invalid, let image = entry.image {
            endLine()
            try write(image)
            writer.raw("\n")
        }
    }

    /// Ends the line before, if its file had ended without doing so: a last original line is followed by others only in
    /// a set put together of several.
    private mutating func endLine() {
        if let last = writer.bytes.last, last != UInt8(ascii: "\n") { writer.raw("\n") }
    }

    private mutating func write(_ image: AnnotatedImage) throws(AnnotationFileError) {
        writer.raw("{\"source-ref\":")
        writer.string(image.source)
        if image.state == .labelled, let size = image.size {
            try writeBoxes(of: image, size)
        } else if image.annotations.isEmpty {
            // Without a size there is no place for a list of no boxes; this is how the console marks such an image.
            writer.raw(",\"cl-metadata\":{\"is_labeled\":\(image.state == .labelled)}")
        } else {
            throw .missingSize(source: image.source)
        }
        writer.raw("}")
    }

    private struct ClassedObject {
        let id: Int
        let annotation: Annotation
    }

    private mutating func writeBoxes(of image: AnnotatedImage, _ size: ImageSize) throws(AnnotationFileError)
    {
        var objects: [ClassedObject] = []
        for annotation in image.annotations {
            guard let id = classIDs[annotation.label] else {
                throw .unknownLabel(annotation.label, source: image.source)
            }
            objects.append(ClassedObject(id: id, annotation: annotation))
        }
        writer.raw(",")
        writer.string(options.attribute)
        writer.raw(":{\"annotations\":")
        writer.list(objects, open: "[", close: "]") { writer, object in
            let box = object.annotation.box
            writer.raw("{\"left\":")
            writer.number(box.left)
            writer.raw(",\"top\":")
            writer.number(box.top)
            writer.raw(",\"width\":")
            writer.number(box.width)
            writer.raw(",\"height\":")
            writer.number(box.height)
            writer.raw(",\"class_id\":\(object.id)}")
        }
        writer.raw(",\"image_size\":[{\"width\":\(size.width),\"height\":\(size.height),\"depth\":3}]},")
        let labels = Dictionary(
            objects.map { ($0.id, $0.annotation.label) },
            uniquingKeysWith: { first, _ in first }
        )
        writeMetadata(labels: labels, boxes: objects.count)
    }

    private mutating func writeMetadata(labels: [Int: String], boxes: Int) {
        writer.string("\(options.attribute)-metadata")
        writer.raw(":{\"job-name\":")
        writer.string("labeling-job/\(options.attribute)")
        writer.raw(",\"class-map\":")
        writer.list(labels.sorted { $0.key < $1.key }, open: "{", close: "}") { writer, label in
            writer.raw("\"\(label.key)\":")
            writer.string(label.value)
        }
        writer.raw(",\"human-annotated\":\"yes\",\"objects\":")
        writer.list(Array(0..<boxes), open: "[", close: "]") { writer, _ in writer.raw("{\"confidence\":1}") }
        writer.raw(",\"creation-date\":")
        writer.string(creationDate)
        writer.raw(",\"type\":\"groundtruth/object-detection\"}")
    }
}
