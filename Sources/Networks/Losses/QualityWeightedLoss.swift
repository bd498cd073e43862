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

    /// Whether a background point may well see an object that nobody marked: it is sure of one, and its box is not another
    /// try at an object that is marked.
    ///
    /// `overlap` is the largest intersection over union of the point's box with a true box.
    static func isUnknown(score: Float, overlap: Float) -> Bool {
        score > 0.3 && overlap < 0.1
    }

    /// The summed loss; logits, targets and weights have one shape.
    static func sum(logits: Tensor, targets: Tensor, weights: Tensor) throws(TorchError) -> Tensor {
        try logits.binaryCrossEntropy(targets: targets, weights: weights).sum()
    }
}
