import Foundation

@testable import Networks

/// The graph that `Goldens/make_onnx_goldens.py` builds with ONNX's own Python package: each operator once, on an image of 8 x 8.
enum SmallGraph {
    static func file() throws -> Data {
        var graph = ONNXGraph(name: "small")
        let images = try graph.input("images", .uint8, shape: [.batch, 8, 8, 3])
        let normalised = try graph.normalised(images)
        let stem = try graph.apply(
            layer(shape: [4, 3, 3, 3], stride: 1, groups: 1, hasBias: true, hasReLU6: true),
            to: normalised,
            at: "stem"
        )
        let filtered = try graph.apply(
            layer(shape: [4, 1, 3, 3], stride: 2, groups: 4, hasBias: false, hasReLU6: false),
            to: stem,
            at: "filter"
        )
        let upsampled = try graph.upsampledNearest(filtered, factor: 2, named: "up")
        let summed = try graph.sum(stem, upsampled, named: "sum")
        let fine = try graph.flattened(summed, from: 2, named: "fine")
        let coarse = try graph.flattened(filtered, from: 2, named: "coarse")
        let points = try graph.concatenated([fine, coarse], axis: 2, named: "points")
        let rows = try graph.transposed(points, [0, 2, 1], named: "rows")
        let distances = try graph.softplus(rows, named: "distances")
        graph.output(try graph.product(distances, graph.scalar(16), named: "boxes"))
        graph.output(try graph.sigmoid(rows, named: "scores"))
        return try graph.serialised(version: "1.2.3", metadata: ["labels": "[\"bear\"]"])
    }

    /// Weights and bias are eighths that differ from one another and that binary fractions hold exactly.
    private static func layer(
        shape: [Int],
        stride: Int,
        groups: Int,
        hasBias: Bool,
        hasReLU6: Bool
    ) -> FoldedConvolution {
        FoldedConvolution(
            weight: (0..<shape.reduce(1, *)).map { Float($0 % 7 - 3) / 8 },
            shape: shape,
            bias: hasBias ? (0..<shape[0]).map { Float($0) / 8 } : [],
            stride: stride,
            padding: 1,
            groups: groups,
            hasReLU6: hasReLU6
        )
    }
}
