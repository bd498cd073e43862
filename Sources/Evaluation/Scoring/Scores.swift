/// The figures that say how good a model is, of one label or as plain means over the labels; each 0...1.
package struct Scores: Hashable, Sendable, Codable {
    /// COCO's average precision at an overlap of at least 0.5.
    package var ap50: Double
    /// COCO's average precision, the mean over the overlaps 0.50 to 0.95 by 0.05.
    package var ap50To95: Double
    /// The balance of precision and recall, 2·P·R / (P + R), at the assumed threshold.
    ///
    /// Over labels it is the mean of their F1, not the harmonic mean of the mean precision and recall.
    package var f1: Double
    /// The share of detections at or above the assumed threshold that are correct; 0 without any.
    package var precision: Double
    /// The share of objects that a detection at or above the assumed threshold found.
    package var recall: Double
    /// The share of objects that any detection found, however low its confidence.
    ///
    /// This is what Rekognition's `AverageRecall` appears to be. COCO's AR, a mean over overlaps, is another figure.
    package var averageRecall: Double

    enum CodingKeys: String, CodingKey {
        case ap50
        case ap50To95 = "ap50_95"
        case f1
        case precision
        case recall
        case averageRecall = "average_recall"
    }

    /// The plain mean of each figure; nil for no scores.
    static func mean(of scores: [Scores]) -> Scores? {
        guard !scores.isEmpty else { return nil }
        func mean(_ figure: KeyPath<Scores, Double>) -> Double {
            scores.reduce(0) { $0 + $1[keyPath: figure] } / Double(scores.count)
        }
        return Scores(
            ap50: mean(\.ap50),
            ap50To95: mean(\.ap50To95),
            f1: mean(\.f1),
            precision: mean(\.precision),
            recall: mean(\.recall),
            averageRecall: mean(\.averageRecall)
        )
    }
}
