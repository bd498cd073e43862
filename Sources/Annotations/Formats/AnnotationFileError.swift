/// Why an annotation file cannot be read or written.
package enum AnnotationFileError: Error, Sendable {
    /// The file could not be opened, read, or written; `reason` is the system's.
    case inaccessible(file: String, reason: String)
    /// The content is neither a Ground Truth manifest nor a COCO file.
    case unknownFormat(file: String)
    /// A manifest that cannot be read at all.
    case manifest(ManifestFileFailure, file: String)
    /// A manifest of which more lines are invalid than the limit allows; `problems` say which and why.
    case tooManyInvalidRows(file: String, statistics: ManifestStatistics, problems: [Problem])
    /// A document that is no JSON at a line and column, both from 1.
    case malformed(file: String, line: Int, column: Int, reason: String)
    /// A document that lacks what its format demands.
    case incomplete(file: String, reason: String)
    /// The format written needs the image's size, and the set does not know it.
    case missingSize(source: String)
    /// An image has a label that is not among the set's.
    case unknownLabel(String, source: String)
    /// The file is there already, and overwriting was not asked for.
    case alreadyExists(file: String)
}

extension AnnotationFileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inaccessible(let file, let reason):
            "\(file): \(reason)"
        case .unknownFormat(let file):
            """
            \(file): \(ManifestFileFailure.inaccessibleOrUnsupportedFormat.message) \
            It is neither a Ground Truth manifest (one JSON object a line) nor a COCO file. \
            [\(ManifestFileFailure.inaccessibleOrUnsupportedFormat.rawValue)]
            """
        case .manifest(let failure, let file):
            "\(file): \(failure.message) [\(failure.rawValue)]"
        case .tooManyInvalidRows(let file, let statistics, let problems):
            Self.tooManyInvalidRows(file, statistics, problems)
        case .malformed(let file, let line, let column, let reason):
            "\(file):\(line):\(column): the JSON is malformed: \(reason)"
        case .incomplete(let file, let reason):
            "\(file): \(reason)"
        case .missingSize(let source):
            "\(source): a Ground Truth line needs the image's width and height, which its file does not state"
        case .unknownLabel(let label, let source):
            "\(source): the label \"\(label)\" is not among the set's labels"
        case .alreadyExists(let file):
            "\(file) is there already and was left as it is"
        }
    }

    /// With the first few of the lines: they are often wrong for one reason.
    private static func tooManyInvalidRows(
        _ file: String,
        _ statistics: ManifestStatistics,
        _ problems: [Problem]
    ) -> String {
        let failure = ManifestContentFailure.tooManyInvalidRows
        let counts = "\(statistics.invalidLines) of \(statistics.totalLines) lines are invalid"
        let errors = problems.filter { $0.severity == .error && $0.line != nil }
        let first = errors.prefix(5).map(\.description)
        let more = errors.count > first.count ? ["and \(errors.count - first.count) more"] : []
        return (["\(file): \(failure.message) (\(counts)) [\(failure.rawValue)]"] + first + more)
            .joined(separator: "\n")
    }
}
