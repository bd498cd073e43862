import Torch

/// EfficientNet-Lite0 without its classifier: feature maps at strides 8, 16 and 32 with 40, 112 and 320 channels.
///
/// Source: Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019, table 1, in the
/// "Lite" form of TensorFlow's repository: no squeeze-and-excitation, ReLU6, stem and head not scaled.
package final class EfficientNetLite0 {
    private struct Stage {
        let expansion: Int
        let channels: Int
        let repeats: Int
        let stride: Int
        let kernel: Int
        let isOutput: Bool
    }

    private static let stages = [
        Stage(expansion: 1, channels: 16, repeats: 1, stride: 1, kernel: 3, isOutput: false),
        Stage(expansion: 6, channels: 24, repeats: 2, stride: 2, kernel: 3, isOutput: false),
        Stage(expansion: 6, channels: 40, repeats: 2, stride: 2, kernel: 5, isOutput: true),
        Stage(expansion: 6, channels: 80, repeats: 3, stride: 2, kernel: 3, isOutput: false),
        Stage(expansion: 6, channels: 112, repeats: 3, stride: 1, kernel: 5, isOutput: true),
        Stage(expansion: 6, channels: 192, repeats: 4, stride: 2, kernel: 5, isOutput: false),
        Stage(expansion: 6, channels: 320, repeats: 1, stride: 1, kernel: 3, isOutput: true),
    ]

    /// The name bundles record.
    package static let name = "efficientnet-lite0"
    /// Channels of the three feature maps, finest first.
    package static let outputChannels = stages.filter(\.isOutput).map(\.channels)
    /// Stages that can be frozen.
    package static let stageCount = stages.count

    private let stem: NormalisedConvolution
    private let blocks: [[InvertedResidual]]
    private var frozenStages = 0

    init(_ path: ParameterScope) throws(TorchError) {
        var channels = 32
        stem = try NormalisedConvolution(path.at("stem"), from: 3, to: channels, kernel: 3, stride: 2)
        var blocks: [[InvertedResidual]] = []
        for (number, stage) in Self.stages.enumerated() {
            var members: [InvertedResidual] = []
            for index in 0..<stage.repeats {
                members.append(
                    try InvertedResidual(
                        path.at("stages").at(number).at(index),
                        from: channels,
                        to: stage.channels,
                        kernel: stage.kernel,
                        stride: index == 0 ? stage.stride : 1,
                        expansion: stage.expansion
                    )
                )
                channels = stage.channels
            }
            blocks.append(members)
        }
        self.blocks = blocks
    }

    /// Maps normalised images `[batch, 3, size, size]` to the three feature maps, finest first.
    func callAsFunction(_ images: Tensor) throws(TorchError) -> [Tensor] {
        var features: [Tensor] = []
        var current = images
        if frozenStages > 0 {
            current = try withoutGradients { () throws(TorchError) in
                try run(stages: 0..<frozenStages, on: stem(images), into: &features)
            }
        } else {
            current = try stem(images)
        }
        _ = try run(stages: frozenStages..<blocks.count, on: current, into: &features)
        return features
    }

    /// Stops training the stem and the first `count` stages; with 0 everything trains.
    ///
    /// Call it after the weights have been loaded: frozen weights are computed once.
    func freeze(stages count: Int) throws(TorchError) {
        frozenStages = count
        guard count > 0 else { return }
        try stem.freeze()
        for block in blocks[..<count].joined() { try block.freeze() }
    }

    /// Lets the frozen stages train from now on.
    func thaw() throws(TorchError) {
        guard frozenStages > 0 else { return }
        try stem.thaw()
        for block in blocks[..<frozenStages].joined() { try block.thaw() }
        frozenStages = 0
    }

    func folded() throws(TorchError) -> (stem: FoldedConvolution, stages: [[FoldedBlock]]) {
        var stages: [[FoldedBlock]] = []
        for members in blocks {
            var folded: [FoldedBlock] = []
            for block in members { folded.append(try block.folded()) }
            stages.append(folded)
        }
        return (try stem.folded(), stages)
    }

    private func run(
        stages: Range<Int>,
        on input: Tensor,
        into features: inout [Tensor]
    ) throws(TorchError) -> Tensor {
        var current = input
        for index in stages {
            for block in blocks[index] { current = try block(current) }
            if Self.stages[index].isOutput { features.append(current) }
        }
        return current
    }
}
