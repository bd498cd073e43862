import Torch

/// How the head's four values become a box: the distance from the point to a side is `softplus(value) * 2 * stride` pixels.
///
/// Softplus keeps distances positive with a gradient everywhere, and a value near 0 already spans the size of object that
/// its level is for.
enum BoxDecoding {
    static let strideFactor: Float = 2

    /// Boxes `[..., 4]` as left, top, right, bottom in input pixels.
    ///
    /// `sides` are raw values `[..., 4]`. Against them are broadcast `centres`, `[..., 2]` with x and y in
    /// input pixels, and `strides`, `[..., 1]` in pixels.
    static func boxes(sides: Tensor, centres: Tensor, strides: Tensor) throws(TorchError) -> Tensor {
        let last = sides.shape.count - 1
        let distances = try sides.softplus() * (strides * strideFactor)
        return try Tensor.concatenated(
            [
                centres - distances.narrowed(dimension: last, start: 0, length: 2),
                centres + distances.narrowed(dimension: last, start: 2, length: 2),
            ],
            dimension: last
        )
    }
}
