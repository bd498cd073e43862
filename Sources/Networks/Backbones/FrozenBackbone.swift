package import Torch

/// The frozen part of a backbone on its own, which can run ahead of the part that learns.
///
/// Its answers do not depend on what the rest has learnt meanwhile. It belongs to the thread that made it.
package final class FrozenBackbone {
    /// A convolution whose weights stay.
    private struct Layer {
        let folded: FoldedConvolution
        let weight: Tensor
        let bias: Tensor

        init(_ folded: FoldedConvolution) throws(TorchError) {
            self.folded = folded
            weight = try Tensor(folded.weight, shape: folded.shape)
            bias = try Tensor(folded.bias, shape: [folded.bias.count])
        }

        func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
            let output = try input.convolution(
                weight: weight,
                bias: bias,
                stride: folded.stride,
                padding: folded.padding,
                groups: folded.groups
            )
            return folded.hasReLU6 ? try output.relu6InPlace() : output
        }
    }

    private struct Block {
        let layers: [Layer]
        let isResidual: Bool

        init(_ folded: FoldedBlock) throws(TorchError) {
            var layers: [Layer] = []
            for layer in folded.layers { layers.append(try Layer(layer)) }
            self.layers = layers
            isResidual = folded.isResidual
        }

        func callAsFunction(_ input: Tensor) throws(TorchError) -> Tensor {
            var current = input
            for layer in layers { current = try layer(current) }
            return isResidual ? try input + current : current
        }
    }

    private let stem: Layer
    private let stages: [(blocks: [Block], isOutput: Bool)]

    /// Builds the stages from their numbers.
    package init(_ frozen: FrozenStages) throws(TorchError) {
        stem = try Layer(frozen.stem)
        var stages: [(blocks: [Block], isOutput: Bool)] = []
        for stage in frozen.stages {
            var blocks: [Block] = []
            for block in stage.blocks { blocks.append(try Block(block)) }
            stages.append((blocks, stage.isOutput))
        }
        self.stages = stages
    }

    /// Maps normalised images `[batch, 3, size, size]` to what the rest of the network goes on from.
    package func callAsFunction(_ images: Tensor) throws(TorchError) -> FrozenFeatures {
        try withoutGradients { () throws(TorchError) in
            var outputs: [FrozenFeatures.Map] = []
            var current = try stem(images)
            for stage in stages {
                for block in stage.blocks { current = try block(current) }
                if stage.isOutput { outputs.append(try FrozenFeatures.Map(current)) }
            }
            let isLastOutput = stages.last?.isOutput ?? false
            return FrozenFeatures(
                outputs: outputs,
                last: isLastOutput ? nil : try FrozenFeatures.Map(current)
            )
        }
    }
}

extension FrozenFeatures.Map {
    fileprivate init(_ tensor: Tensor) throws(TorchError) {
        self.init(values: try tensor.floats(), shape: tensor.shape)
    }

    /// The map as the network's layers want it.
    func tensor() throws(TorchError) -> Tensor {
        try Tensor(values, shape: shape).channelsLast()
    }
}
