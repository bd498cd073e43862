/// How the counts of one label change as the confidence threshold sinks from one detection to the next.
struct ConfidenceSteps: Sendable {
    /// What counts when the detections with at least this confidence do.
    struct Step: Sendable {
        var confidence: Double
        /// Detections with a partner.
        var correct: Int
        /// All detections.
        var shown: Int
    }

    /// One for each distinct confidence, falling.
    let steps: [Step]
    /// Objects of the label.
    let objects: Int

    init(_ matches: LabelMatches) {
        objects = matches.objectCount
        let entries = matches.images.flatMap(\.entries).sorted { $0.confidence > $1.confidence }
        var steps: [Step] = []
        var (correct, shown) = (0, 0)
        for entry in entries {
            correct += entry.partner == nil ? 0 : 1
            shown += 1
            let step = Step(confidence: entry.confidence, correct: correct, shown: shown)
            if let last = steps.last, last.confidence == entry.confidence {
                steps[steps.count - 1] = step
            } else {
                steps.append(step)
            }
        }
        self.steps = steps
    }

    /// The confidence from which showing detections gives the best F1, and of several such the highest.
    ///
    /// Nil without an object or without a detection: there is nothing to choose from. F1 is 2·correct / (shown +
    /// objects), compared as fractions of whole numbers, so that no rounding decides.
    var assumedThreshold: Double? {
        guard objects > 0, var best = steps.first else { return nil }
        for step in steps.dropFirst()
        where step.correct * (best.shown + objects) > best.correct * (step.shown + objects) {
            best = step
        }
        return best.confidence
    }
}
