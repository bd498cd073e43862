import Torch

/// Binary cross-entropy against soft targets: positives weigh as much as their quality, negatives by how wrong they are.
///
/// Source: Zhang et al., "VarifocalNet: An IoU-aware Dense Object Detector", 2021, equation 2, with alpha 0.75 and gamma 2.
enum QualityWeightedLoss {
    static let alpha: Float = 0.75

    /// The weight of one point and label, from its wanted score (0 for background) and the predicted, 0...1.
    static func weight(target: Float, score: Float) -> Float {
        target > 0 ? target : alpha * score * score
    }

    /// The summed loss; logits, targets and weights have one shape.
    static func sum(logits: Tensor, targets: Tensor, weights: Tensor) throws(TorchError) -> Tensor {
        try logits.binaryCrossEntropy(targets: targets, weights: weights).sum()
    }
}
