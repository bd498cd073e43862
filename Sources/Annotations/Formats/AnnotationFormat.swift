package import Foundation

/// A format of annotation files that Katmai reads and writes.
package enum AnnotationFormat: String, Hashable, Sendable, Codable, CaseIterable {
    /// A SageMaker Ground Truth manifest as Rekognition Custom Labels takes it.
    case groundTruth = "ground-truth"
    /// One JSON document with `images`, `annotations` and `categories`, as of the COCO data set.
    case coco

    /// What reads and writes the format.
    var implementation: any AnnotationFileFormat.Type {
        switch self {
        case .groundTruth: GroundTruthManifest.self
        case .coco: COCO.self
        }
    }
}

/// How one format is told from others, read and written: a new one is a file with one of these, and a case above.
protocol AnnotationFileFormat {
    /// Whether bytes look like this format; nothing is reported.
    static func recognises(_ bytes: [UInt8]) -> Bool

    /// Reads a file's bytes; `file` is its name for messages.
    static func read(
        _ bytes: [UInt8],
        file: String,
        limits: ManifestLimits
    ) throws(AnnotationFileError) -> AnnotationSet

    /// The bytes of a file that holds a set.
    static func bytes(of set: AnnotationSet, _ options: WritingOptions) throws(AnnotationFileError) -> [UInt8]
}

/// What a written file says beyond the set itself.
package struct WritingOptions: Sendable {
    /// The name of a Ground Truth line's label attribute.
    package var attribute: String
    /// When the labels were made, for Ground Truth's `creation-date`: an argument, so that equal sets give equal files.
    package var created: Date

    package init(attribute: String = "bounding-box", created: Date) {
        self.attribute = attribute
        self.created = created
    }

    /// Whether a name can be a label attribute's: a line has other keys, which it must not be.
    package static func isAllowed(attribute name: String) -> Bool {
        !name.isEmpty && !name.hasSuffix("-metadata") && !GroundTruthLine.knownKeys.contains(name)
            && !name.hasPrefix("rekognition-custom-labels-") && name != "cl"
    }
}
