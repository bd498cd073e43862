import Torch

/// Depthwise 5x5, pointwise, batch norm and ReLU6: the building block of neck and head.
///
/// The norm's statistics are live, since these layers start from nothing: training passes use the batch's and keep a running
/// mean, all other passes use the running mean.
final class SeparableConvolution {
    private let depthwise: Tensor
    private let pointwise: Tensor
    private let scale: Tensor
    private let shift: Tensor
    private let mean: Tensor
    private let variance: Tensor

    private static let kernel = 5
    private static let epsilon = 1e-5
    private static let momentum = 0.1

    init(_ path: ParameterScope, channels: Int) throws(TorchError) {
        let kernel = Self.kernel
        depthwise = try path.at("depthwise").parameter(
            "weight",
            shape: [channels, 1, kernel, kernel],
            .kaimingUniform
        )
        pointwise = try path.at("pointwise").parameter(
            "weight",
            shape: [channels, channels, 1, 1],
            .kaimingUniform
        )
        let norm = path.at("norm")
        scale = try norm.parameter("scale", shape: [channels], .constant(1))
        shift = try norm.parameter("shift", shape: [channels], .constant(0))
        mean = try norm.buffer("mean", shape: [channels], .constant(0))
        variance = try norm.buffer("variance", shape: [channels], .constant(1))
    }

    /// Maps `[batch, channels, height, width]` to the same shape.
    func callAsFunction(_ input: Tensor, isTraining: Bool) throws(TorchError) -> Tensor {
        try mix(input)
            .batchNormalised(
                scale: scale,
                shift: shift,
                runningMean: mean,
                runningVariance: variance,
                isTraining: isTraining,
                momentum: Self.momentum,
                epsilon: Self.epsilon
            )
            .relu6InPlace()
    }

    /// The two convolutions that equal this layer with its running statistics, for export.
    func folded() throws(TorchError) -> FoldedSeparable {
        let channels = pointwise.shape[0]
        let spatial = FoldedConvolution(
            weight: try depthwise.floats(),
            shape: depthwise.shape,
            bias: [],
            stride: 1,
            padding: Self.kernel / 2,
            groups: channels,
            hasReLU6: false
        )
        let norm = foldBatchNorm(
            weight: try pointwise.floats(),
            scale: try scale.floats(),
            shift: try shift.floats(),
            mean: try mean.floats(),
            variance: try variance.floats(),
            epsilon: Float(Self.epsilon)
        )
        return FoldedSeparable(
            depthwise: spatial,
            pointwise: FoldedConvolution(
                weight: norm.weight,
                shape: pointwise.shape,
                bias: norm.bias,
                stride: 1,
                padding: 0,
                groups: 1,
                hasReLU6: true
            )
        )
    }

    private func mix(_ input: Tensor) throws(TorchError) -> Tensor {
        try input
            .convolution(
                weight: depthwise,
                bias: nil,
                stride: 1,
                padding: Self.kernel / 2,
                groups: depthwise.shape[0]
            )
            .convolution(weight: pointwise, bias: nil, stride: 1, padding: 0, groups: 1)
    }
}
