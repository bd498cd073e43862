import Annotations
import Foundation

/// What a conversion read and wrote.
struct ConversionReport: Encodable {
    private let input: String
    private let inputFormat: AnnotationFormat
    private let output: String
    private let outputFormat: AnnotationFormat
    private let counts: SetCounts
    /// Of a manifest read.
    private let statistics: ManifestStatistics?
    private let problems: [Problem]

    init(_ command: ConvertCommand, _ set: AnnotationSet, _ problems: [Problem]) {
        input = command.input
        inputFormat = set.format
        output = command.out
        outputFormat = command.format
        counts = set.counts
        statistics = set.statistics
        self.problems = problems
    }

    enum CodingKeys: String, CodingKey {
        case input
        case inputFormat = "input_format"
        case output
        case outputFormat = "output_format"
        case counts
        case statistics
        case problems
    }

    /// One JSON object for scripts, with slashes as they are.
    static func json(of report: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    /// For a terminal: what was done, and a table of the labels.
    var text: String {
        let unlabelled = counts.unlabelledImages
        let leftOut = outputFormat == .coco && unlabelled > 0 ? ", left out" : ""
        let heading = """
            \(input) (\(inputFormat.rawValue)) -> \(output) (\(outputFormat.rawValue))
            \(counts.labelledImages) labelled images (\(counts.emptyImages) without an object), \(unlabelled) unlabelled\
            \(leftOut), \(counts.boxes) boxes
            """
        let width = counts.labels.map(\.label.count).max() ?? 0
        let rows = counts.labels.map { label in
            let name = label.label + String(repeating: " ", count: width - label.label.count)
            return "  \(name)  \(padded(label.images)) images  \(padded(label.boxes)) boxes"
        }
        return ([heading] + rows).joined(separator: "\n")
    }

    private func padded(_ number: Int) -> String {
        String(repeating: " ", count: max(0, 6 - String(number).count)) + String(number)
    }
}

/// A manifest that was not converted, and why.
struct ConversionRefusal: Encodable {
    let error = ManifestContentFailure.tooManyInvalidRows
    let message = ManifestContentFailure.tooManyInvalidRows.message
    let input: String
    let statistics: ManifestStatistics
    let problems: [Problem]
}
