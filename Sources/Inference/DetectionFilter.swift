/// Which detections are wanted.
package struct DetectionFilter: Hashable, Sendable {
    /// From this confidence on, 0...1; nil takes each label's own threshold from its bundle.
    package var minimumConfidence: Double?
    /// At most so many, best first; nil is no limit.
    package var maximumResults: Int?

    package init(minimumConfidence: Double? = nil, maximumResults: Int? = nil) {
        self.minimumConfidence = minimumConfidence
        self.maximumResults = maximumResults
    }

    /// Everything above the bundle's score floor: what an evaluation needs.
    package static let everything = DetectionFilter(minimumConfidence: 0)
}
