package import Torch

/// From raw values to boxes and scores: what the exported graph does, done with tensors.
package struct PointDecoder {
    /// Flat arrays over all points of a batch.
    package struct Values {
        /// `batch * points * 4`: left, top, right, bottom in input pixels.
        package let boxes: [Float]
        /// `batch * points * labels`, 0...1.
        package let scores: [Float]
    }

    private let centres: Tensor
    private let strides: Tensor

    /// A decoder for outputs that have their values in the order of `points`.
    package init(points: AnchorPoints) throws(TorchError) {
        let pairs = zip(points.centreX, points.centreY).flatMap { [$0, $1] }
        centres = try Tensor(pairs, shape: [points.count, 2])
        strides = try Tensor(points.stride, shape: [points.count, 1])
    }

    /// Boxes and scores of every point.
    package func callAsFunction(_ output: DetectorOutput) throws(TorchError) -> Values {
        Values(
            boxes: try BoxDecoding.boxes(sides: output.sides, centres: centres, strides: strides).floats(),
            scores: try output.logits.sigmoid().floats()
        )
    }

    /// Boxes `[rows, 4]` of some rows of the flattened batch; gradients reach `sides`.
    ///
    /// A row is `image * points + point`.
    func boxes(_ sides: Tensor, rows: [Int]) throws(TorchError) -> Tensor {
        let points = centres.shape[0]
        let ofBatch = try Tensor(rows.map(Int64.init), shape: [rows.count])
        let ofPoint = try Tensor(rows.map { Int64($0 % points) }, shape: [rows.count])
        return try BoxDecoding.boxes(
            sides: sides.reshaped([-1, 4]).rows(ofBatch),
            centres: centres.rows(ofPoint),
            strides: strides.rows(ofPoint)
        )
    }
}
