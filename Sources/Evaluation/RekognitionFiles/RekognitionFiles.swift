package import Foundation

/// The two files that Amazon Rekognition Custom Labels leaves of an evaluation, in its layout.
package enum RekognitionFiles {
    /// What the files say besides the evaluation itself.
    package struct Facts: Sendable {
        package var projectVersionARN: String
        /// Images that trained the model.
        package var trainingImages: Int
        /// Images that tested it.
        package var testingImages: Int
        package var evaluationEnd: Date

        package init(
            projectVersionARN: String,
            trainingImages: Int,
            testingImages: Int,
            evaluationEnd: Date
        ) {
            self.projectVersionARN = projectVersionARN
            self.trainingImages = trainingImages
            self.testingImages = testingImages
            self.evaluationEnd = evaluationEnd
        }
    }

    /// ISO 8601 in UTC with microseconds and no zone, as `2019-11-21T07:30:23.910943`.
    static func timestamp(_ date: Date) -> String {
        let microseconds = (date.timeIntervalSince1970 * 1_000_000).rounded()
        let seconds = (microseconds / 1_000_000).rounded(.down)
        let fraction = Int(microseconds - seconds * 1_000_000)
        let whole = Date(timeIntervalSince1970: seconds)
            .formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return whole + String(format: ".%06d", fraction)
    }
}
