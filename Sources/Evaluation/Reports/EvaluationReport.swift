package import Foundation

/// What a model is worth on a set of labelled test images, with the verdict on every object and every detection.
package struct EvaluationReport: Hashable, Sendable {
    /// The plain means over the labels that have test images; nil when none has.
    package let scores: Scores?
    /// Nil when no label has test images and where nothing was resampled.
    package let intervals: ScoreIntervals?
    /// One for each evaluated label, in the order in which they were given.
    package let labels: [LabelReport]
    /// The evaluated labels of which no test image holds an object: they have no figures and are left out of the means.
    package let labelsWithoutTestImages: [String]
    /// The labels of objects and detections that were not evaluated, because they are not the model's; sorted.
    package let labelsNotEvaluated: [String]
    package let emptyImages: EmptyImagesReport
    package let imageLists: ImageLists
    /// Test images, those without an object included.
    package let imageCount: Int
    package let seed: UInt64
    /// Resamples behind the intervals; 0 for none.
    package let resamples: Int
    /// What a reader must know to take the figures for what they are.
    package let notes: [String]
    /// The verdicts, in the order of the test set; may be emptied for a short JSON document.
    package var images: [ImageReport]

    /// Why a model does a little worse on new images than the report says.
    package static let optimismNote =
        "F1, precision and recall are optimistic: each label's threshold was chosen for the best F1 on these same test "
        + "images, as Amazon Rekognition Custom Labels does. AP50 and AP50:95 need no threshold."

    /// JSON with sorted keys.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// Scores, intervals and the figures of empty images stand at the top level in JSON, not in objects of their own.
extension EvaluationReport: Codable {
    private enum CodingKeys: String, CodingKey {
        case labels
        case labelsWithoutTestImages = "labels_without_test_images"
        case labelsNotEvaluated = "labels_not_evaluated"
        case imageLists = "image_lists"
        case imageCount = "test_images"
        case seed
        case resamples
        case notes
        case images
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        labels = try values.decode([LabelReport].self, forKey: .labels)
        labelsWithoutTestImages = try values.decode([String].self, forKey: .labelsWithoutTestImages)
        labelsNotEvaluated = try values.decode([String].self, forKey: .labelsNotEvaluated)
        imageLists = try values.decode(ImageLists.self, forKey: .imageLists)
        imageCount = try values.decode(Int.self, forKey: .imageCount)
        seed = try values.decode(UInt64.self, forKey: .seed)
        resamples = try values.decode(Int.self, forKey: .resamples)
        notes = try values.decode([String].self, forKey: .notes)
        images = try values.decode([ImageReport].self, forKey: .images)
        emptyImages = try EmptyImagesReport(from: decoder)
        scores = try Scores(beside: decoder)
        intervals = try ScoreIntervals(beside: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(labels, forKey: .labels)
        try values.encode(labelsWithoutTestImages, forKey: .labelsWithoutTestImages)
        try values.encode(labelsNotEvaluated, forKey: .labelsNotEvaluated)
        try values.encode(imageLists, forKey: .imageLists)
        try values.encode(imageCount, forKey: .imageCount)
        try values.encode(seed, forKey: .seed)
        try values.encode(resamples, forKey: .resamples)
        try values.encode(notes, forKey: .notes)
        try values.encode(images, forKey: .images)
        try emptyImages.encode(to: encoder)
        try scores?.encode(to: encoder)
        try intervals?.encode(to: encoder)
    }
}
