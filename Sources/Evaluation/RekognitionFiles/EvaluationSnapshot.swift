package import Foundation

extension RekognitionFiles {
    /// The evaluation manifest snapshot (`TestingGroundTruth-<project>-<version>.json`): one JSON line an image.
    ///
    /// Lists what is shown at the assumed thresholds, and each missed object: with the box and confidence of the
    /// detection below the threshold that overlaps it, else with its own box and confidence 0. Images without an object
    /// have their line too, unlike Amazon's, for their false alarms count. Boxes are whole pixels, confidences have five
    /// decimals, and a class id is the label's place in the report.
    /// - Parameters:
    ///   - report: With its images.
    ///   - creationDate: Written into every line.
    ///   - lineIndices: For each image the number of its line in the test manifest, from 0; nil leaves `line-idx` out.
    /// - Returns: The lines, each ended by a line feed.
    package static func snapshot(
        of report: EvaluationReport,
        creationDate: Date,
        lineIndices: [Int]? = nil
    ) -> Data {
        precondition(
            lineIndices.map { $0.count == report.images.count } ?? true,
            "One line index for each image"
        )
        let classes = Dictionary(report.labels.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let created = timestamp(creationDate)
        var text = ""
        for (index, image) in report.images.enumerated() {
            let line = SnapshotLine(image: image, classes: classes, created: created)
            let members = line.members(objectID: index + 1, lineIndex: lineIndices?[index])
            text += OrderedJSON.object(members).text + "\n"
        }
        return Data(text.utf8)
    }
}
