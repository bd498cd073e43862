/// A box by its sides, in whatever unit its image has.
struct Corners: Hashable {
    var left: Float
    var top: Float
    var right: Float
    var bottom: Float

    var area: Float { (right - left) * (bottom - top) }

    /// Intersection over union; not a number for two boxes without area.
    func intersectionOverUnion(with other: Corners) -> Float {
        let width = max(0, min(right, other.right) - max(left, other.left))
        let height = max(0, min(bottom, other.bottom) - max(top, other.top))
        let shared = width * height
        return shared / (area + other.area - shared)
    }
}

/// Greedy non-maximum suppression: of boxes that overlap too much, the best stays.
///
/// As `torchvision.ops.nms`: a box goes when it overlaps a kept one by *more* than the limit.
enum NonMaximumSuppression {
    /// The indices of the boxes that stay, in their order, at most `limit`.
    ///
    /// `boxes` come in falling order of score; `overlap` is an intersection over union, 0...1.
    static func kept(_ boxes: [Corners], overlap: Float, limit: Int) -> [Int] {
        var kept: [Int] = []
        var isGone = [Bool](repeating: false, count: boxes.count)
        for best in boxes.indices where !isGone[best] {
            kept.append(best)
            if kept.count == limit { break }
            for other in (best + 1)..<boxes.count
            where !isGone[other] && boxes[best].intersectionOverUnion(with: boxes[other]) > overlap {
                isGone[other] = true
            }
        }
        return kept
    }
}
