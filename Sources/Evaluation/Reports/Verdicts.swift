/// What became of an object that a person marked.
package enum ObjectVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// A detection at or above the assumed threshold found it.
    case correct
    /// None did; its partner, if it has one, is a detection below the threshold.
    case missed
    /// Its label is not among the evaluated ones.
    case notEvaluated = "not_evaluated"
}

/// What a detection turned out to be.
package enum DetectionVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    /// At or above the assumed threshold, and it found an object.
    case correct
    /// At or above the assumed threshold without an object of its own: a false alarm, or a second box on an object that
    /// a more confident one found.
    case invented
    /// Below the assumed threshold: a user would not see it. It may have a partner.
    case belowThreshold = "below_threshold"
    /// Its label has no assumed threshold, because no test image holds it, or is not among the evaluated ones.
    case notEvaluated = "not_evaluated"
}
