/// One label's matches, counted so that its scores can be taken again for any resample of the images.
struct LabelTally: Sendable {
    /// The counts of one image.
    private struct ImageCounts: Sendable {
        var image: Int
        var objects: Int
        /// Detections at or above the threshold.
        var shown: Int
        /// Those of them with a partner.
        var correct: Int
        /// Detections with a partner, whatever their confidence.
        var found: Int
    }

    /// The assumed threshold; nil where the label has no object or no detection.
    let threshold: Double?
    private let images: [ImageCounts]
    private let ranked: RankedDetections

    init(_ matches: LabelMatches, threshold: Double?) {
        self.threshold = threshold
        ranked = RankedDetections(matches)
        images = matches.images.map { match in
            let shown = match.entries.filter { entry in threshold.map { entry.confidence >= $0 } ?? false }
            return ImageCounts(
                image: match.image,
                objects: match.objects.count,
                shown: shown.count,
                correct: shown.count { $0.partner != nil },
                found: match.entries.count { $0.partner != nil }
            )
        }
    }

    /// The label's scores with each image taken as often as its weight says; nil where those hold no object of it.
    ///
    /// The threshold stays what it is. Precision without a shown detection is 0.
    func scores(weights: [Int]) -> Scores? {
        var (objects, shown, correct, found) = (0, 0, 0, 0)
        for counts in images {
            let weight = weights[counts.image]
            objects += weight * counts.objects
            shown += weight * counts.shown
            correct += weight * counts.correct
            found += weight * counts.found
        }
        guard objects > 0 else { return nil }
        let average = ranked.averagePrecision(weights: weights, positives: objects)
        return Scores(
            ap50: average.ap50,
            ap50To95: average.ap50To95,
            f1: 2 * Double(correct) / Double(shown + objects),
            precision: shown > 0 ? Double(correct) / Double(shown) : 0,
            recall: Double(correct) / Double(objects),
            averageRecall: Double(found) / Double(objects)
        )
    }

    /// Precision at recall 0 to 1 by 0.01 for an overlap of 0.5; empty for a label without an object.
    func precisionAtRecallPoints(imageCount: Int) -> [Double] {
        let objects = images.reduce(0) { $0 + $1.objects }
        guard objects > 0 else { return [] }
        return ranked.precisionAtRecallPoints(imageCount: imageCount, positives: objects)
    }
}
