import Foundation
import Testing

@testable import Networks

/// Made by `Goldens/make_onnx_goldens.py` with PyTorch's `fuse_conv_bn_weights`.
private struct FoldedNormGolden: Decodable {
    let weight: [Float]
    let scale: [Float]
    let shift: [Float]
    let mean: [Float]
    let variance: [Float]
    let folded: [Float]
    let bias: [Float]
}

@Test func `a batch norm folds as in PyTorch`() throws {
    let url = try #require(Bundle.module.url(forResource: "Goldens/folded_norm", withExtension: "json"))
    let golden = try JSONDecoder().decode(FoldedNormGolden.self, from: Data(contentsOf: url))
    let norm = foldBatchNorm(
        weight: golden.weight,
        scale: golden.scale,
        shift: golden.shift,
        mean: golden.mean,
        variance: golden.variance,
        epsilon: 1e-3
    )
    #expect(norm.weight.count == golden.folded.count)
    for (ours, theirs) in zip(norm.weight + norm.bias, golden.folded + golden.bias) {
        #expect(abs(ours - theirs) <= 1e-6 * max(1, abs(theirs)))
    }
}

@Test func `a norm for another number of outputs is a bug of ours`() async {
    await #expect(processExitsWith: .failure) {
        _ = foldBatchNorm(
            weight: [1, 2, 3],
            scale: [1, 1],
            shift: [0, 0],
            mean: [0, 0],
            variance: [1, 1],
            epsilon: 0
        )
    }
}
