package import FoundationEssentials

/// What a worker is asked: the header of a frame whose payload is an image file's bytes.
package struct InferenceRequest: Hashable, Sendable, Codable {
    /// Comes back in the answer.
    package var id: Int
    /// What the image is called in errors.
    package var image: String
    /// Detections from this confidence on are answered, 0...1; nil takes each label's own threshold from the bundle.
    package var minimumConfidence: Double?
    /// The most detections to answer, best first; nil is no limit.
    package var maximumResults: Int?
    /// A request begun after this moment is refused instead of computed: nobody waits for it any more.
    package var deadline: Date?

    package init(
        id: Int,
        image: String,
        minimumConfidence: Double? = nil,
        maximumResults: Int? = nil,
        deadline: Date? = nil
    ) {
        self.id = id
        self.image = image
        self.minimumConfidence = minimumConfidence
        self.maximumResults = maximumResults
        self.deadline = deadline
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case image
        case minimumConfidence = "minimum_confidence"
        case maximumResults = "maximum_results"
        case deadline
    }
}
