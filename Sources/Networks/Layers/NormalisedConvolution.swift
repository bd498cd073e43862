import Torch

/// A convolution without bias, a batch norm with frozen statistics, and ReLU6 where asked for.
///
/// The norm is never run as a layer of its own. Because its mean and variance do not change, `scale * (w * x - mean) / deviation
/// + shift` is a convolution with other weights, and those are computed anew from weight, scale and shift on each pass:
/// the parameters keep the sizes they had (folding them for good before training cost 7 points of AP), gradients
/// reach all three, and the feature map is read and written once less in each direction.
final class NormalisedConvolution {
    private let weight: Tensor
    private let scale: Tensor
    private let shift: Tensor
    private let mean: Tensor
    private let variance: Tensor
    private let stride: Int
    private let groups: Int
    private let hasActivation: Bool
    /// Weight and bias of a frozen layer, computed once.
    private var frozen: (weight: Tensor, bias: Tensor)?

    /// As TensorFlow's EfficientNet has it, from which the weights come.
    private static let epsilon: Float = 1e-3

    /// Creates the layer's parameters under `path`, in the order in which PyTorch's checkpoints list them.
    init(
        _ path: ParameterScope,
        from inputs: Int,
        to outputs: Int,
        kernel: Int,
        stride: Int = 1,
        groups: Int = 1,
        hasActivation: Bool = true
    ) throws(TorchError) {
        let convolution = path.at("convolution")
        let norm = path.at("norm")
        weight = try convolution.parameter(
            "weight",
            shape: [outputs, inputs / groups, kernel, kernel],
            .kaimingUniform
        )
        scale = try norm.parameter("scale", shape: [outputs], .constant(1))
        shift = try norm.parameter("shift", shape: [outputs], .constant(0))
        mean = try norm.buffer("mean", shape: [outputs], .constant(0))
        variance = try norm.buffer("variance", shape: [outputs], .constant(1))
        self.stride = stride
        self.groups = groups
        self.hasActivation = hasActivation
    }

    /// Maps `[batch, inputs, height, width]` to `[batch, outputs, height / stride, width / stride]`.
    func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
        let (weight, bias) = if let frozen { frozen } else { try effective() }
        let kernel = weight.shape[2]
        let output = try input.convolution(
            weight: weight,
            bias: bias,
            stride: stride,
            padding: kernel / 2,
            groups: groups
        )
        return hasActivation ? try output.relu6InPlace() : output
    }

    /// Stops training this layer: its parameters get no gradient and its weights are computed for the last time.
    func freeze() throws(TorchError) {
        for parameter in [weight, scale, shift] { try parameter.requireGradient(false) }
        frozen = try withoutGradients { () throws(TorchError) in try effective() }
    }

    /// Takes back `freeze()`.
    func thaw() throws(TorchError) {
        for parameter in [weight, scale, shift] { try parameter.requireGradient(true) }
        frozen = nil
    }

    /// The one convolution that equals this layer without its activation, for export.
    func folded() throws(TorchError) -> FoldedConvolution {
        let (weight, bias) = try withoutGradients { () throws(TorchError) in try effective() }
        return FoldedConvolution(
            weight: try weight.floats(),
            shape: weight.shape,
            bias: try bias.floats(),
            stride: stride,
            padding: weight.shape[2] / 2,
            groups: groups,
            hasReLU6: hasActivation
        )
    }

    private func effective() throws(TorchError) -> (weight: Tensor, bias: Tensor) {
        let factor = try scale * (variance + Self.epsilon).reciprocalSquareRoot()
        return (
            weight: try weight * factor.reshaped([weight.shape[0], 1, 1, 1]),
            bias: try shift - mean * factor
        )
    }
}
