import Torch

/// MobileNetV2's block: expand, filter each channel by itself, project; added to its input where shapes allow.
///
/// Source: Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, section 3.
final class InvertedResidual {
    private let expand: NormalisedConvolution?
    private let filter: NormalisedConvolution
    private let project: NormalisedConvolution
    private let isResidual: Bool

    init(
        _ path: ParameterScope,
        from inputs: Int,
        to outputs: Int,
        kernel: Int,
        stride: Int,
        expansion: Int
    ) throws(TorchError) {
        let hidden = inputs * expansion
        expand =
            expansion == 1
            ? nil : try NormalisedConvolution(path.at("expand"), from: inputs, to: hidden, kernel: 1)
        filter = try NormalisedConvolution(
            path.at("filter"),
            from: hidden,
            to: hidden,
            kernel: kernel,
            stride: stride,
            groups: hidden
        )
        project = try NormalisedConvolution(
            path.at("project"),
            from: hidden,
            to: outputs,
            kernel: 1,
            hasActivation: false
        )
        isResidual = stride == 1 && inputs == outputs
    }

    func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
        let hidden = try expand?(input) ?? input
        let output = try project(filter(hidden))
        return isResidual ? try input + output : output
    }

    func freeze() throws(TorchError) {
        try expand?.freeze()
        try filter.freeze()
        try project.freeze()
    }

    func thaw() throws(TorchError) {
        try expand?.thaw()
        try filter.thaw()
        try project.thaw()
    }

    func folded() throws(TorchError) -> FoldedBlock {
        var layers: [FoldedConvolution] = []
        if let expand { layers.append(try expand.folded()) }
        layers.append(try filter.folded())
        layers.append(try project.folded())
        return FoldedBlock(layers: layers, isResidual: isResidual)
    }
}
