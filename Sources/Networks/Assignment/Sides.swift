import Annotations

/// A box by its four sides in single precision: what the network computes with.
struct Sides {
    let left: Float
    let top: Float
    let right: Float
    let bottom: Float

    init(_ box: Box) {
        left = Float(box.left)
        top = Float(box.top)
        right = Float(box.right)
        bottom = Float(box.bottom)
    }

    /// The sides of one point's box in a flat `points * 4` array.
    init(_ boxes: UnsafeBufferPointer<Float>, _ point: Int) {
        left = boxes[point * 4]
        top = boxes[point * 4 + 1]
        right = boxes[point * 4 + 2]
        bottom = boxes[point * 4 + 3]
    }

    var middleX: Float { (left + right) / 2 }
    var middleY: Float { (top + bottom) / 2 }
    var area: Float { (right - left) * (bottom - top) }

    /// Intersection over union, 0...1.
    func intersectionOverUnion(with other: Sides) -> Float {
        let width = max(min(right, other.right) - max(left, other.left), 0)
        let height = max(min(bottom, other.bottom) - max(top, other.top), 0)
        let shared = width * height
        return shared / max(area + other.area - shared, 1e-6)
    }
}
