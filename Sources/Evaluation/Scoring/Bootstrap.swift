/// Draws test sets of the same size from the images, with replacement, and scores each (percentile bootstrap).
///
/// Whole images are drawn, not objects, because the objects of one image are found or missed together. Matching is done
/// once before; a resample only counts each image as often as it was drawn.
struct Bootstrap: Sendable {
    /// The 95 % intervals; nil where no resample gave the figure.
    struct Intervals: Sendable {
        var overall: ScoreIntervals?
        /// One for each label.
        var labels: [ScoreIntervals?]
        var falseAlarmsPer100EmptyImages: Interval?
    }

    let seed: UInt64
    /// 0 for no intervals.
    let resamples: Int

    /// Scores the resamples.
    ///
    /// A label of which a resample holds no object is left out of that resample's means.
    func intervals(labels: [LabelTally], emptyImages: EmptyImageTally, imageCount: Int) -> Intervals {
        var generator = SplitMix64(seed: seed)
        var overall: [Scores] = []
        var byLabel = [[Scores]](repeating: [], count: labels.count)
        var falseAlarms: [Double] = []
        for _ in 0..<(imageCount > 0 ? resamples : 0) {
            var weights = [Int](repeating: 0, count: imageCount)
            for _ in 0..<imageCount { weights[generator.index(below: imageCount)] += 1 }
            let scores = labels.map { $0.scores(weights: weights) }
            for (label, scores) in scores.enumerated() {
                if let scores { byLabel[label].append(scores) }
            }
            if let mean = Scores.mean(of: scores.compactMap(\.self)) { overall.append(mean) }
            if let rate = emptyImages.falseAlarmsPer100Images(weights: weights) { falseAlarms.append(rate) }
        }
        return Intervals(
            overall: ScoreIntervals(of: overall),
            labels: byLabel.map { ScoreIntervals(of: $0) },
            falseAlarmsPer100EmptyImages: Interval(of: falseAlarms)
        )
    }
}
