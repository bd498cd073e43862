import Torch

/// A convolution with a bias and nothing behind it.
final class BiasedConvolution {
    private let weight: Tensor
    private let bias: Tensor
    private let stride: Int
    private let groups: Int

    /// Creates weight and bias under `path`; `startingBias` nil means drawn like the weight.
    init(
        _ path: ParameterScope,
        from inputs: Int,
        to outputs: Int,
        kernel: Int = 1,
        stride: Int = 1,
        groups: Int = 1,
        startingBias: Float? = nil
    ) throws(TorchError) {
        let shape = [outputs, inputs / groups, kernel, kernel]
        weight = try path.parameter("weight", shape: shape, .kaimingUniform)
        bias = try path.parameter(
            "bias",
            shape: [outputs],
            startingBias.map { .constant($0) } ?? .bias(besideWeight: shape)
        )
        self.stride = stride
        self.groups = groups
    }

    /// Maps `[batch, inputs, height, width]` to `[batch, outputs, height / stride, width / stride]`.
    func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
        try input.convolution(
            weight: weight,
            bias: bias,
            stride: stride,
            padding: weight.shape[2] / 2,
            groups: groups
        )
    }

    /// The same convolution as values, for export.
    func folded() throws(TorchError) -> FoldedConvolution {
        FoldedConvolution(
            weight: try weight.floats(),
            shape: weight.shape,
            bias: try bias.floats(),
            stride: stride,
            padding: weight.shape[2] / 2,
            groups: groups,
            hasReLU6: false
        )
    }
}
