package import Annotations
package import Imaging
package import ModelBundles

/// From a model's raw boxes and scores to detections in an image.
///
/// No engine is needed for it: a trainer uses the same rules on the scores it computes itself.
package struct DetectionDecoder: Sendable {
    /// From this confidence on a detection counts when no evaluation has found a threshold for its label.
    package static let thresholdWithoutEvaluation = 0.5

    private let labels: [String]
    private let thresholds: [Double?]
    private let rule: SuppressionRule

    /// A decoder with the labels, thresholds and suppression rule of a bundle.
    package init(_ description: ModelDescription) {
        self.init(
            labels: description.labels,
            thresholds: description.thresholds,
            rule: description.suppression
        )
    }

    /// A decoder for a model that has no bundle yet; `thresholds` has one for each label, 0...1 or nil.
    package init(labels: [String], thresholds: [Double?], rule: SuppressionRule) {
        precondition(labels.count == thresholds.count, "every label has its threshold, be it nil")
        self.labels = labels
        self.thresholds = thresholds
        self.rule = rule
    }

    /// The detections of one image, highest confidence first; of equal ones, the earlier label, then the earlier point.
    ///
    /// Boxes are clipped to the image, and those of which nothing is left are dropped.
    /// - Parameters:
    ///   - boxes: Points x 4 numbers: left, top, right and bottom in pixels of the model's input.
    ///   - scores: Points x labels numbers, 0...1.
    ///   - letterbox: How the image was laid into the input.
    ///   - filter: Which detections are wanted.
    /// - Returns: The detections, in pixels of the image.
    package func detections(
        boxes: UnsafeBufferPointer<Float>,
        scores: UnsafeBufferPointer<Float>,
        letterbox: Letterbox,
        filter: DetectionFilter
    ) -> [Detection] {
        precondition(boxes.count / 4 * labels.count == scores.count, "boxes and scores are of as many points")
        var detections: [Detection] = []
        for label in labels.indices {
            let best = bestPoints(of: label, scores: scores, floor: floor(of: label, filter))
            let corners = best.map { Corners(boxes, point: $0.point) }
            let kept = NonMaximumSuppression.kept(
                corners,
                overlap: Float(rule.iou),
                limit: rule.detectionsPerLabel
            )
            for index in kept {
                let box = letterbox.toImage(Box(corners[index])).clipped(to: letterbox.image)
                guard box.width > 0, box.height > 0 else { continue }
                let confidence = Double(best[index].score)
                detections.append(Detection(label: labels[label], confidence: confidence, box: box))
            }
        }
        return Array(inFallingOrder(detections).prefix(filter.maximumResults ?? .max))
    }

    private func floor(of label: Int, _ filter: DetectionFilter) -> Double {
        let wanted =
            filter.minimumConfidence ?? thresholds[label] ?? DetectionDecoder.thresholdWithoutEvaluation
        return max(wanted, rule.scoreFloor)
    }

    private struct Candidate {
        let point: Int
        let score: Float
    }

    /// The points that may become detections of a label, in falling order of score, of equal scores the earlier first.
    private func bestPoints(of label: Int, scores: UnsafeBufferPointer<Float>, floor: Double) -> [Candidate] {
        var candidates: [Candidate] = []
        for point in 0..<scores.count / labels.count {
            let score = scores[point * labels.count + label]
            if Double(score) >= floor { candidates.append(Candidate(point: point, score: score)) }
        }
        candidates.sort { $0.score != $1.score ? $0.score > $1.score : $0.point < $1.point }
        return Array(candidates.prefix(rule.candidatesPerLabel))
    }

    private func inFallingOrder(_ detections: [Detection]) -> [Detection] {
        // They come label after label, in order within each: the place decides between equals.
        detections.enumerated()
            .sorted {
                $0.element.confidence != $1.element.confidence
                    ? $0.element.confidence > $1.element.confidence : $0.offset < $1.offset
            }
            .map(\.element)
    }
}

extension Corners {
    fileprivate init(_ boxes: UnsafeBufferPointer<Float>, point: Int) {
        self.init(
            left: boxes[point * 4],
            top: boxes[point * 4 + 1],
            right: boxes[point * 4 + 2],
            bottom: boxes[point * 4 + 3]
        )
    }
}

extension Box {
    fileprivate init(_ corners: Corners) {
        self.init(
            left: Double(corners.left),
            top: Double(corners.top),
            right: Double(corners.right),
            bottom: Double(corners.bottom)
        )
    }
}
