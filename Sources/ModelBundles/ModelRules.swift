/// How an image becomes the model's square input.
package struct LetterboxRule: Hashable, Sendable, Codable {
    /// Where the resized image lies in the square.
    package enum Placement: String, Sendable, Codable {
        case topLeft = "top-left"
    }

    package var placement: Placement
    /// The value of the red, green and blue of what the image leaves free, 0...255.
    package var padding: UInt8

    package init(placement: Placement = .topLeft, padding: UInt8 = 127) {
        self.placement = placement
        self.padding = padding
    }
}

/// How the model's overlapping answers become detections, each label for itself.
package struct SuppressionRule: Hashable, Sendable, Codable {
    /// Of two boxes that overlap by more than this, the one with the lower score goes; intersection over union, 0...1.
    package var iou: Double
    /// Lower scores are never looked at, 0...1.
    package var scoreFloor: Double
    /// As many of the best scores of a label enter suppression.
    package var candidatesPerLabel: Int
    /// As many detections of a label are kept at most.
    package var detectionsPerLabel: Int

    package init(
        iou: Double = 0.65,
        scoreFloor: Double = 0.01,
        candidatesPerLabel: Int = 300,
        detectionsPerLabel: Int = 100
    ) {
        self.iou = iou
        self.scoreFloor = scoreFloor
        self.candidatesPerLabel = candidatesPerLabel
        self.detectionsPerLabel = detectionsPerLabel
    }

    private enum CodingKeys: String, CodingKey {
        case iou
        case scoreFloor = "score_floor"
        case candidatesPerLabel = "candidates_per_label"
        case detectionsPerLabel = "detections_per_label"
    }
}

/// The numbers the engine computes with.
package enum Precision: String, Sendable, Codable {
    case float32 = "f32"
    /// Faster where the processor has it, and different in the third digit: only for bundles whose evaluation allowed it.
    case bfloat16 = "bf16"
}

/// What the model was trained and measured on.
package struct TrainingData: Hashable, Sendable, Codable {
    package var trainImages: Int
    package var testImages: Int
    /// SHA-256 in lower-case hexadecimal over what the images and annotations were; equal data, equal digest.
    package var digest: String

    package init(trainImages: Int, testImages: Int, digest: String) {
        self.trainImages = trainImages
        self.testImages = testImages
        self.digest = digest
    }

    private enum CodingKeys: String, CodingKey {
        case trainImages = "train_images"
        case testImages = "test_images"
        case digest = "sha256"
    }
}
