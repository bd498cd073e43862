import Torch

/// One minus the generalised intersection over union: has a gradient also where boxes do not meet.
///
/// Source: Rezatofighi et al., "Generalized Intersection over Union", 2019, algorithm 1.
enum GeneralisedIoULoss {
    /// The loss of each pair, 0...2, as `[pairs]`.
    ///
    /// Boxes and truths are `[pairs, 4]` as left, top, right, bottom.
    static func losses(boxes: Tensor, truths: Tensor) throws(TorchError) -> Tensor {
        let shared = try area(
            from: corner(boxes, 0).maximum(corner(truths, 0)),
            to: corner(boxes, 2).minimum(corner(truths, 2))
        )
        let hull = try area(
            from: corner(boxes, 0).minimum(corner(truths, 0)),
            to: corner(boxes, 2).maximum(corner(truths, 2))
        ).clamped(minimum: 1e-6, maximum: nil)
        let union =
            try area(from: corner(boxes, 0), to: corner(boxes, 2))
            + area(from: corner(truths, 0), to: corner(truths, 2)) - shared
        let overlap = try shared / union.clamped(minimum: 1e-6, maximum: nil)
        return try (overlap - (hull - union) / hull) * -1 + 1
    }

    private static func corner(_ boxes: Tensor, _ start: Int) throws(TorchError) -> Tensor {
        try boxes.narrowed(dimension: 1, start: start, length: 2)
    }

    /// Area between two corners `[pairs, 2]`, 0 where they are crossed.
    private static func area(from: Tensor, to: Tensor) throws(TorchError) -> Tensor {
        let sides = try (to - from).clamped(minimum: 0, maximum: nil)
        return try
            (sides.narrowed(dimension: 1, start: 0, length: 1)
            * sides.narrowed(dimension: 1, start: 1, length: 1))
            .flattened(from: 0)
    }
}
