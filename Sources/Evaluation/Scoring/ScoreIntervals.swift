/// How far each figure may be off by the luck of which images are in the test set: its 95 % interval.
package struct ScoreIntervals: Hashable, Sendable, Codable {
    package let ap50: Interval
    package let ap50To95: Interval
    /// With the assumed thresholds held fixed, as for precision and recall: their choice is not resampled.
    package let f1: Interval
    package let precision: Interval
    package let recall: Interval
    package let averageRecall: Interval

    enum CodingKeys: String, CodingKey {
        case ap50 = "ap50_interval"
        case ap50To95 = "ap50_95_interval"
        case f1 = "f1_interval"
        case precision = "precision_interval"
        case recall = "recall_interval"
        case averageRecall = "average_recall_interval"
    }

    /// Takes the intervals of resampled scores; nil for none.
    init?(of resamples: [Scores]) {
        guard let ap50 = Interval(of: resamples.map(\.ap50)),
            let ap50To95 = Interval(of: resamples.map(\.ap50To95)),
            let f1 = Interval(of: resamples.map(\.f1)),
            let precision = Interval(of: resamples.map(\.precision)),
            let recall = Interval(of: resamples.map(\.recall)),
            let averageRecall = Interval(of: resamples.map(\.averageRecall))
        else { return nil }
        self.ap50 = ap50
        self.ap50To95 = ap50To95
        self.f1 = f1
        self.precision = precision
        self.recall = recall
        self.averageRecall = averageRecall
    }
}
