package import Annotations

/// The verdicts of one test image.
package struct ImageReport: Hashable, Sendable, Codable {
    /// The image's source.
    package let id: String
    package let size: ImageSize
    /// In the order in which the truths were given.
    package internal(set) var objects: [ObjectReport]
    /// In the order in which the detections were given.
    package internal(set) var detections: [DetectionReport]

    /// Objects that nothing found.
    package var missed: Int { objects.count { $0.verdict == .missed } }

    /// Detections that are wrong.
    package var invented: Int { detections.count { $0.verdict == .invented } }

    /// Objects that were found.
    package var correct: Int { objects.count { $0.verdict == .correct } }

    /// The image as it came, nothing judged yet.
    init(_ image: TestedImage) {
        id = image.id
        size = image.size
        objects = image.truths.map { ObjectReport(label: $0.label, box: $0.box, verdict: .notEvaluated) }
        detections = image.detections.map { detection in
            DetectionReport(
                label: detection.label,
                confidence: detection.confidence,
                box: detection.box,
                verdict: .notEvaluated
            )
        }
    }

    /// Writes the verdicts of one label.
    mutating func judge(_ match: ImageMatch, threshold: Double?) {
        for object in match.objects { objects[object].verdict = .missed }
        for entry in match.entries {
            let isShown = threshold.map { entry.confidence >= $0 }
            detections[entry.detection].partner = entry.partner
            detections[entry.detection].iou = entry.overlap
            detections[entry.detection].verdict =
                switch isShown {
                case true?: entry.partner == nil ? .invented : .correct
                case false?: .belowThreshold
                case nil: .notEvaluated
                }
            guard let object = entry.partner else { continue }
            objects[object].partner = entry.detection
            objects[object].iou = entry.overlap
            objects[object].confidence = entry.confidence
            if isShown == true { objects[object].verdict = .correct }
        }
    }
}

/// One object of a test image and what became of it.
package struct ObjectReport: Hashable, Sendable, Codable {
    package let label: String
    package let box: Box
    package internal(set) var verdict: ObjectVerdict
    /// Index into the image's detections of the one that found it, also where that is below the threshold.
    package internal(set) var partner: Int?
    /// The overlap (intersection over union) with the partner, 0.5...1.
    package internal(set) var iou: Double?
    /// The partner's confidence, 0...1.
    package internal(set) var confidence: Double?
}

/// One detection in a test image and what it turned out to be.
package struct DetectionReport: Hashable, Sendable, Codable {
    package let label: String
    /// 0...1.
    package let confidence: Double
    package let box: Box
    package internal(set) var verdict: DetectionVerdict
    /// Index into the image's objects of the one it found, also where it is below the threshold.
    package internal(set) var partner: Int?
    /// The overlap (intersection over union) with the partner, 0.5...1.
    package internal(set) var iou: Double?
}
