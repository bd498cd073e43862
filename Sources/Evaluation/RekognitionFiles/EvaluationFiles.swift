package import Foundation

/// The three files of an evaluation, in a model bundle's `evaluation` folder or wherever a person wants them.
package struct EvaluationFiles: Sendable {
    /// Everything, in Katmai's own layout.
    package static let reportName = "report.json"
    /// Rekognition's evaluation summary.
    package static let summaryName = "summary.json"
    /// Rekognition's evaluation manifest snapshot.
    package static let testResultsName = "test-results.jsonl"

    private let report: EvaluationReport
    private let lineIndices: [Int]?
    private let facts: RekognitionFiles.Facts

    /// The files for `report`.
    ///
    /// `lineIndices` holds for each image its line in the manifest, from 0; nil where there are no lines.
    package init(report: EvaluationReport, lineIndices: [Int]?, facts: RekognitionFiles.Facts) {
        self.report = report
        self.lineIndices = lineIndices
        self.facts = facts
    }

    /// Each file's name and bytes.
    package func contents() throws -> [(name: String, bytes: Data)] {
        [
            (Self.reportName, try report.json()),
            (Self.summaryName, RekognitionFiles.summary(of: report, facts: facts)),
            (
                Self.testResultsName,
                RekognitionFiles.snapshot(
                    of: report,
                    creationDate: facts.evaluationEnd,
                    lineIndices: lineIndices
                )
            ),
        ]
    }

    /// Writes them into a folder, which is made when it is not there.
    package func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, bytes) in try contents() {
            try bytes.write(to: folder.appending(path: name), options: .atomic)
        }
    }
}

extension RekognitionFiles.Facts {
    /// Facts of a bundle on disk: it has no account, so its folder is the version's name.
    package init(
        bundleName: String,
        created: Date,
        trainingImages: Int,
        testingImages: Int,
        evaluationEnd: Date
    ) {
        let name = bundleName.map { character in
            character.isASCII && (character.isLetter || character.isNumber || "_.-".contains(character))
                ? character : "-"
        }
        let milliseconds = Int(created.timeIntervalSince1970 * 1000)
        self.init(
            projectVersionARN:
                "arn:aws:rekognition:local:000000000000:project/katmai/version/\(String(name))/\(milliseconds)",
            trainingImages: trainingImages,
            testingImages: testingImages,
            evaluationEnd: evaluationEnd
        )
    }
}
