import Testing
import Torch

@Test(.tags(.torch), arguments: ["plain", "strided", "grouped", "depthwise", "unpadded"])
func `a convolution equals PyTorch's`(name: String) throws {
    let golden = try Golden(name)
    let input = try golden.tensor("input")
    let weight = try golden.tensor("weight")
    for image in [input, try input.channelsLast()] {
        func convolved(bias: Tensor?) throws -> Tensor {
            try image.convolution(
                weight: weight,
                bias: bias,
                stride: Int(golden.number("stride")),
                padding: Int(golden.number("padding")),
                groups: Int(golden.number("groups"))
            )
        }
        try expect(convolved(bias: golden.tensor("bias")), equals: golden.values("output"))
        try expect(convolved(bias: nil), equals: golden.values("without_bias"))
    }
}

@Test(.tags(.torch)) func `batch norm equals PyTorch's, live and with running statistics`() throws {
    let golden = try Golden("batch_norm")
    let mean = try golden.tensor("mean")
    let variance = try golden.tensor("variance")
    func normalised(isTraining: Bool) throws -> Tensor {
        try golden.tensor("input").batchNormalised(
            scale: golden.tensor("scale"),
            shift: golden.tensor("shift"),
            runningMean: mean,
            runningVariance: variance,
            isTraining: isTraining,
            momentum: 0.1,
            epsilon: 1e-3
        )
    }
    try expect(normalised(isTraining: false), equals: golden.values("evaluated"))
    try expect(mean, equals: golden.values("mean"), tolerance: 1e-9)
    try expect(normalised(isTraining: true), equals: golden.values("trained"))
    try expect(mean, equals: golden.values("mean_after"))
    try expect(variance, equals: golden.values("variance_after"))
}

@Test(.tags(.torch)) func `functions of elements equal PyTorch's`() throws {
    let golden = try Golden("elementwise")
    let input = try golden.tensor("input")
    let positive = try golden.tensor("positive")
    try expect(input.sigmoid(), equals: golden.values("sigmoid"))
    try expect(input.softplus(), equals: golden.values("softplus"))
    try expect(input.exponential(), equals: golden.values("exponential"))
    try expect(input.absolute(), equals: golden.values("absolute"))
    try expect(input.relu6(), equals: golden.values("relu6"))
    try expect(input.clamped(minimum: -1.5, maximum: 7), equals: golden.values("clamped"))
    try expect(input.negated(), equals: golden.values("negated"))
    try expect(positive.logarithm(), equals: golden.values("logarithm"))
    try expect(positive.squareRoot(), equals: golden.values("squareRoot"))
    try expect(positive.reciprocalSquareRoot(), equals: golden.values("reciprocalSquareRoot"))
    try expect(positive.power(0.3), equals: golden.values("power"))
    #expect(try input.clamped(minimum: 6).floats() == input.floats().map { max($0, 6) })
    #expect(try input.clamped(maximum: 6).floats() == input.floats().map { min($0, 6) })
    let changed = try input.cloned()
    try expect(changed.relu6InPlace(), equals: golden.values("relu6"))
    try expect(changed, equals: golden.values("relu6"))
}

@Test(.tags(.torch)) func `the cross-entropy of logits equals PyTorch's`() throws {
    let golden = try Golden("losses")
    let logits = try golden.tensor("logits")
    let targets = try golden.tensor("targets")
    try expect(logits.binaryCrossEntropy(targets: targets), equals: golden.values("plain"))
    let weighted = try logits.binaryCrossEntropy(targets: targets, weights: golden.tensor("weights"))
    try expect(weighted, equals: golden.values("weighted"))
}

@Test(.tags(.torch)) func `operators work on tensors and numbers, in either order`() throws {
    let left = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
    let right = try Tensor([4, -8] as [Float], shape: [2])
    #expect(try (left + right).floats() == [5, -6, 7, -4])
    #expect(try (left - right).floats() == [-3, 10, -1, 12])
    #expect(try (left * right).floats() == [4, -16, 12, -32])
    #expect(try (left / right).floats() == [0.25, -0.25, 0.75, -0.5])
    #expect(try (left + 1).floats() == [2, 3, 4, 5])
    #expect(try (1 + left).floats() == [2, 3, 4, 5])
    #expect(try (left - 1).floats() == [0, 1, 2, 3])
    #expect(try (1 - left).floats() == [0, -1, -2, -3])
    #expect(try (left * 3).floats() == [3, 6, 9, 12])
    #expect(try (3 * left).floats() == [3, 6, 9, 12])
    #expect(try (left / 2).floats() == [0.5, 1, 1.5, 2])
    #expect(try (2 / right).floats() == [0.5, -0.25])
    #expect(try left.minimum(right).floats() == [1, -8, 3, -8])
    #expect(try left.maximum(right).floats() == [4, 2, 4, 4])
}

@Test(.tags(.torch)) func `reductions reduce what they name`() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 9] as [Float], shape: [2, 3])
    #expect(try tensor.sum().scalar() == 24)
    #expect(try tensor.mean().scalar() == 4)
    #expect(try tensor.sum(dimension: 0).floats() == [5, 7, 12])
    #expect(try tensor.sum(dimension: -1, keepingDimension: true).shape == [2, 1])
    #expect(try tensor.maximumValue(1).floats() == [3, 9])
}

@Test(.tags(.torch)) func `upsampling repeats pixels`() throws {
    let image = try Tensor([1, 2] as [Float], shape: [1, 1, 1, 2])
    let larger = try image.upsampledNearest(factor: 2)
    #expect(larger.shape == [1, 1, 2, 4])
    #expect(try larger.floats() == [1, 1, 2, 2, 1, 1, 2, 2])
    #expect(throws: TorchError.self) { try Tensor(zeros: [2, 2]).upsampledNearest(factor: 2) }
}
