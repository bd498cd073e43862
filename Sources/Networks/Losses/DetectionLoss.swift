package import Annotations
package import Torch

/// The detector's loss for a batch: which points should have fired, how sure, and how far their boxes are off.
package struct DetectionLoss {
    /// The loss of one batch and what it is made of.
    package struct Value {
        /// A scalar to go backward from.
        package let total: Tensor
        /// Quality-weighted classification loss per unit of target.
        package let classification: Float
        /// Box loss per unit of target, before its weight.
        package let box: Float
    }

    private static let boxWeight: Float = 2

    private let points: AnchorPoints
    private let hasUnmarkedObjects: Bool
    private let firstLabelIsAnyObject: Bool
    private let assigner = TaskAlignedAssigner()
    private let decoder: PointDecoder

    /// A loss for outputs that have their values in the order of `points`.
    ///
    /// With `hasUnmarkedObjects` a confident score where no box is counts neither for nor against. With
    /// `firstLabelIsAnyObject` a point that finds a box should say the first label too, whatever the box's own.
    package init(
        points: AnchorPoints,
        hasUnmarkedObjects: Bool = false,
        firstLabelIsAnyObject: Bool = false
    ) throws(TorchError) {
        self.points = points
        self.hasUnmarkedObjects = hasUnmarkedObjects
        self.firstLabelIsAnyObject = firstLabelIsAnyObject
        decoder = try PointDecoder(points: points)
    }

    /// Compares the output for a batch with its true boxes, one list an image; images without objects are negatives.
    package func callAsFunction(
        _ output: DetectorOutput,
        truths: [[TargetBox]]
    ) throws(TorchError) -> Value {
        let targets = try withoutGradients { () throws(TorchError) in try makeTargets(output, truths) }
        let normaliser = max(targets.total, 1)
        let classification = try QualityWeightedLoss.sum(
            logits: output.logits,
            targets: Tensor(targets.scores, shape: output.logits.shape),
            weights: Tensor(targets.weights, shape: output.logits.shape)
        )
        guard !targets.rows.isEmpty else {
            let total = try classification / normaliser
            return Value(total: total, classification: try total.scalar(), box: 0)
        }
        let box = try boxLoss(output, targets)
        return Value(
            total: try (classification + box * Self.boxWeight) / normaliser,
            classification: try classification.scalar() / normaliser,
            box: try box.scalar() / normaliser
        )
    }

    private func boxLoss(_ output: DetectorOutput, _ targets: Targets) throws(TorchError) -> Tensor {
        let count = targets.rows.count
        let boxes = try decoder.boxes(output.sides, rows: targets.rows)
        let losses = try GeneralisedIoULoss.losses(
            boxes: boxes,
            truths: Tensor(targets.boxes, shape: [count, 4])
        )
        return try (losses * Tensor(targets.qualities, shape: [count])).sum()
    }

    /// What the batch should have said, as flat arrays.
    private struct Targets {
        /// `batch * points * labels` numbers, 0...1.
        var scores: [Float]
        /// Of the same shape as `scores`.
        var weights: [Float]
        /// `image * points + point` of each positive.
        var rows: [Int] = []
        /// Four sides a positive.
        var boxes: [Float] = []
        /// One a positive.
        var qualities: [Float] = []
        /// Sum of `qualities`.
        var total: Float = 0
    }

    private func makeTargets(_ output: DetectorOutput, _ truths: [[TargetBox]]) throws(TorchError) -> Targets
    {
        let predicted = try decoder(output)
        let scores = predicted.scores
        let labels = output.logits.shape[2]
        var targets = Targets(scores: [Float](repeating: 0, count: scores.count), weights: scores)
        for (image, objects) in truths.enumerated() where !objects.isEmpty {
            let first = image * points.count
            let matches = scores.withUnsafeBufferPointer { scores in
                predicted.boxes.withUnsafeBufferPointer { boxes in
                    assigner.match(
                        scores: .init(rebasing: scores[(first * labels)..<((first + points.count) * labels)]),
                        boxes: .init(rebasing: boxes[(first * 4)..<((first + points.count) * 4)]),
                        objects: objects,
                        points: points
                    )
                }
            }
            for match in matches {
                let object = objects[match.object]
                let row = first + match.point
                targets.scores[row * labels + object.labelIndex] = match.quality
                if firstLabelIsAnyObject { targets.scores[row * labels] = match.quality }
                targets.rows.append(row)
                let sides = Sides(object.box)
                targets.boxes += [sides.left, sides.top, sides.right, sides.bottom]
                targets.qualities.append(match.quality)
                targets.total += match.quality
            }
        }
        for index in targets.weights.indices {
            targets.weights[index] = QualityWeightedLoss.weight(
                target: targets.scores[index],
                score: targets.weights[index]
            )
        }
        if hasUnmarkedObjects { ignoreUnknown(in: predicted, truths, &targets) }
        return targets
    }

    /// Takes the weight from background points that may see an unmarked object.
    private func ignoreUnknown(
        in predicted: PointDecoder.Values,
        _ truths: [[TargetBox]],
        _ targets: inout Targets
    ) {
        let labels = predicted.scores.count / max(truths.count * points.count, 1)
        predicted.boxes.withUnsafeBufferPointer { boxes in
            for (image, objects) in truths.enumerated() {
                let sides = objects.map { Sides($0.box) }
                for row in (image * points.count)..<((image + 1) * points.count) {
                    let columns = (row * labels)..<((row + 1) * labels)
                    guard columns.allSatisfy({ targets.scores[$0] == 0 }) else { continue }
                    guard let score = predicted.scores[columns].max() else { continue }
                    let own = Sides(boxes, row)
                    let overlap = sides.reduce(0) { max($0, $1.intersectionOverUnion(with: own)) }
                    if QualityWeightedLoss.isUnknown(score: score, overlap: overlap) {
                        for index in columns { targets.weights[index] = 0 }
                    }
                }
            }
        }
    }
}
