/// The detections of one label over all images by falling confidence: what average precision is made of.
struct RankedDetections: Sendable {
    /// How many detections an image may bring in for a label, the most confident ones, as in COCO's evaluation.
    static let limitPerImage = 100

    /// The recalls at which precision is averaged, from 0 to 1 by 0.01.
    static let recallPoints: [Double] = (0..<100).map { Double($0) * 0.01 } + [1]

    /// The image of each detection, by rank; equally confident ones in the order of the images.
    private let images: [Int]
    /// For each of `OverlapThresholds.all` the ranks of the detections that have a partner, rising.
    private let pairedRanks: [[Int]]

    init(_ matches: LabelMatches) {
        let entries = matches.images.flatMap { match in
            match.entries.prefix(Self.limitPerImage).map { (image: match.image, entry: $0) }
        }
        .inFallingOrder { $0.entry.confidence }
        images = entries.map(\.image)
        pairedRanks = OverlapThresholds.all.indices.map { bit in
            entries.indices.filter { entries[$0].entry.pairedAt & (1 << UInt16(bit)) != 0 }
        }
    }

    /// Average precision at an overlap of 0.5, and the mean over all overlap thresholds.
    ///
    /// - Parameters:
    ///   - weights: How often each image is taken; all 1 for the test set itself.
    ///   - positives: The objects of the label in the images so taken; at least 1.
    /// - Returns: Exactly what the resampled set would give if it were ranked anew.
    func averagePrecision(weights: [Int], positives: Int) -> AveragePrecision {
        let shown = cumulativeCounts(weights: weights)
        let averages = pairedRanks.map { ranks in
            let points = precisionPoints(at: ranks, shown: shown, weights: weights, positives: positives)
            return points.reduce(0, +) / Double(Self.recallPoints.count)
        }
        return AveragePrecision(ap50: averages[0], ap50To95: averages.reduce(0, +) / Double(averages.count))
    }

    /// Precision at each of `recallPoints` for an overlap of 0.5, each image taken once; 0 where that recall is never
    /// reached.
    func precisionAtRecallPoints(imageCount: Int, positives: Int) -> [Double] {
        let weights = [Int](repeating: 1, count: imageCount)
        let shown = cumulativeCounts(weights: weights)
        let points = precisionPoints(at: pairedRanks[0], shown: shown, weights: weights, positives: positives)
        return points + [Double](repeating: 0, count: Self.recallPoints.count - points.count)
    }

    /// How many detections there are down to each rank.
    private func cumulativeCounts(weights: [Int]) -> [Int] {
        var total = 0
        return images.map { image in
            total += weights[image]
            return total
        }
    }

    /// COCO's interpolated precision: at each recall point the best precision at that recall or a higher one.
    ///
    /// Stops at the last point that is reached. Only ranks with a partner matter, as precision falls in between. An
    /// image taken several times brings its detections several times at one rank, which gives the same points as one
    /// after the other.
    private func precisionPoints(
        at ranks: [Int],
        shown: [Int],
        weights: [Int],
        positives: Int
    ) -> [Double] {
        var found: [Int] = []
        var precision: [Double] = []
        found.reserveCapacity(ranks.count)
        precision.reserveCapacity(ranks.count)
        var correct = 0
        for rank in ranks where weights[images[rank]] > 0 {
            correct += weights[images[rank]]
            found.append(correct)
            precision.append(Double(correct) / Double(shown[rank]))
        }
        for index in precision.indices.dropLast().reversed() {
            precision[index] = max(precision[index], precision[index + 1])
        }
        var points: [Double] = []
        points.reserveCapacity(Self.recallPoints.count)
        var index = 0
        for point in Self.recallPoints {
            while index < found.count, Double(found[index]) / Double(positives) < point { index += 1 }
            guard index < found.count else { break }
            points.append(precision[index])
        }
        return points
    }
}
