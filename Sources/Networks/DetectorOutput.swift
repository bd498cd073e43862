package import Torch

/// What the network says of each anchor point, before any activation.
package struct DetectorOutput {
    /// `[batch, points, labels]`; the sigmoid is the score.
    package let logits: Tensor
    /// `[batch, points, 4]`: left, top, right, bottom; see `BoxDecoding` for their meaning.
    package let sides: Tensor

    package init(logits: Tensor, sides: Tensor) {
        self.logits = logits
        self.sides = sides
    }
}
