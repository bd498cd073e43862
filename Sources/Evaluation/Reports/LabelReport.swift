/// How well the model finds one label.
package struct LabelReport: Hashable, Sendable {
    package let name: String
    /// The assumed threshold: the confidence, 0...1, from which on showing detections gives the best F1 on this test set,
    /// the highest such one.
    ///
    /// Nil where the label has no object or no detection in the test set.
    package let threshold: Double?
    package let counts: LabelCounts
    /// Nil for a label without test images.
    package let scores: Scores?
    /// Nil for a label without test images and where nothing was resampled.
    package let intervals: ScoreIntervals?
    package let curve: ThresholdCurve
}

/// How many of a label's objects and detections are what.
package struct LabelCounts: Hashable, Sendable, Codable {
    /// Images with an object of the label.
    package let testImages: Int
    package let objects: Int
    /// All detections of the label, whatever their confidence.
    package let detections: Int
    /// Detections at or above the assumed threshold that found an object.
    package let truePositives: Int
    /// Detections at or above the assumed threshold that did not.
    package let falsePositives: Int
    /// Objects that no detection at or above the assumed threshold found.
    package let falseNegatives: Int

    enum CodingKeys: String, CodingKey {
        case testImages = "test_images"
        case objects
        case detections
        case truePositives = "true_positives"
        case falsePositives = "false_positives"
        case falseNegatives = "false_negatives"
    }

    init(_ matches: LabelMatches, threshold: Double?) {
        let shown = matches.images.flatMap(\.entries)
            .filter { entry in threshold.map { entry.confidence >= $0 } ?? false }
        testImages = matches.testImageCount
        objects = matches.objectCount
        detections = matches.detectionCount
        truePositives = shown.count { $0.partner != nil }
        falsePositives = shown.count - truePositives
        falseNegatives = objects - truePositives
    }
}

/// Counts, scores and intervals stand beside the name in JSON, not in objects of their own.
extension LabelReport: Codable {
    private enum CodingKeys: String, CodingKey {
        case name
        case threshold
        case curve
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        threshold = try values.decodeIfPresent(Double.self, forKey: .threshold)
        curve = try values.decode(ThresholdCurve.self, forKey: .curve)
        counts = try LabelCounts(from: decoder)
        scores = try Scores(beside: decoder)
        intervals = try ScoreIntervals(beside: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(name, forKey: .name)
        try values.encodeIfPresent(threshold, forKey: .threshold)
        try values.encode(curve, forKey: .curve)
        try counts.encode(to: encoder)
        try scores?.encode(to: encoder)
        try intervals?.encode(to: encoder)
    }
}

extension Scores {
    /// Reads scores that stand among the keys of what they belong to; nil where there are none.
    init?(beside decoder: any Decoder) throws {
        guard try decoder.container(keyedBy: CodingKeys.self).contains(.f1) else { return nil }
        try self.init(from: decoder)
    }
}

extension ScoreIntervals {
    /// Reads intervals that stand among the keys of what they belong to; nil where there are none.
    init?(beside decoder: any Decoder) throws {
        guard try decoder.container(keyedBy: CodingKeys.self).contains(.f1) else { return nil }
        try self.init(from: decoder)
    }
}
