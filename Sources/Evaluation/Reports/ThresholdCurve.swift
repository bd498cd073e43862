/// What a label's counts would be at other thresholds, as columns, and its precision against recall.
package struct ThresholdCurve: Hashable, Sendable, Codable {
    /// How a label's detections and objects divide at some threshold.
    package struct Counts: Hashable, Sendable {
        package let truePositives: Int
        package let falsePositives: Int
        package let falseNegatives: Int
    }

    /// Confidences of detections, falling; the other columns tell the counts when it is the threshold.
    ///
    /// Every distinct confidence, or of more than 200 the lowest in each two-hundredth of the scale. So the counts at
    /// 0.005, 0.010, ... 1 are exact, and so are those at the assumed threshold, which is always kept.
    package let thresholds: [Double]
    package let truePositives: [Int]
    package let falsePositives: [Int]
    package let falseNegatives: [Int]
    /// The best precision at a recall of at least 0 to 1 by 0.01, at an overlap of 0.5; empty for a label without an
    /// object.
    package let precisionAtRecall: [Double]

    enum CodingKeys: String, CodingKey {
        case thresholds
        case truePositives = "true_positives"
        case falsePositives = "false_positives"
        case falseNegatives = "false_negatives"
        case precisionAtRecall = "precision_at_recall"
    }

    /// Steps of the confidence scale at which a long curve stays exact.
    private static let gridSteps = 200.0

    init(_ confidences: ConfidenceSteps, assumedThreshold: Double?, precisionAtRecall: [Double]) {
        let all = confidences.steps
        var kept = all
        if Double(all.count) > Self.gridSteps {
            kept = all.indices.filter { index in
                let confidence = all[index].confidence
                let isLowestInItsCell =
                    index + 1 == all.count
                    || Self.cell(of: all[index + 1].confidence) != Self.cell(of: confidence)
                return index == 0 || isLowestInItsCell || confidence == assumedThreshold
            }
            .map { all[$0] }
        }
        thresholds = kept.map(\.confidence)
        truePositives = kept.map(\.correct)
        falsePositives = kept.map { $0.shown - $0.correct }
        falseNegatives = kept.map { confidences.objects - $0.correct }
        self.precisionAtRecall = precisionAtRecall
    }

    /// The counts when detections from this confidence on are shown.
    ///
    /// Exact where `thresholds` is, else those of the next threshold above. Nil above the highest confidence, where
    /// nothing is shown and every object is missed.
    package func counts(at threshold: Double) -> Counts? {
        guard let index = thresholds.lastIndex(where: { $0 >= threshold }) else { return nil }
        return Counts(
            truePositives: truePositives[index],
            falsePositives: falsePositives[index],
            falseNegatives: falseNegatives[index]
        )
    }

    /// The number of the last grid step at or below the confidence, by the division that gives the steps.
    private static func cell(of confidence: Double) -> Double {
        let near = (confidence * gridSteps).rounded()
        return near / gridSteps <= confidence ? near : near - 1
    }
}
