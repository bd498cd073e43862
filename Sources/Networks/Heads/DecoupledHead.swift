import Torch

/// One tower for what an object is and one for where it ends, at each stride; the last convolutions are shared.
///
/// Source: Ge et al., "YOLOX: Exceeding YOLO Series in 2021", section 2.2 (decoupled head), anchor-free, with one point
/// a cell as in Tian et al., "FCOS", 2019.
final class DecoupledHead {
    private let classTowers: [[SeparableConvolution]]
    private let boxTowers: [[SeparableConvolution]]
    private let classOutput: BiasedConvolution
    private let boxOutput: BiasedConvolution

    /// Every point starts with a probability of 1 % for each label, so that the first steps are not spent on the background
    /// (Lin et al., "Focal Loss for Dense Object Detection", 2017, section 3.3).
    private static let startingBias: Float = -4.6

    init(_ path: ParameterScope, width: Int, labels: Int, levels: Int) throws(TorchError) {
        func towers(_ name: String) throws(TorchError) -> [[SeparableConvolution]] {
            var towers: [[SeparableConvolution]] = []
            for level in 0..<levels {
                let tower = path.at(name).at(level)
                towers.append([
                    try SeparableConvolution(tower.at(0), channels: width),
                    try SeparableConvolution(tower.at(1), channels: width),
                ])
            }
            return towers
        }
        classTowers = try towers("class_tower")
        boxTowers = try towers("box_tower")
        classOutput = try BiasedConvolution(
            path.at("class_output"),
            from: width,
            to: labels,
            startingBias: Self.startingBias
        )
        boxOutput = try BiasedConvolution(path.at("box_output"), from: width, to: 4)
    }

    /// Maps the neck's maps to raw values a point: `[batch, points, labels]` logits and `[batch, points, 4]` sides.
    func callAsFunction(_ features: [Tensor], isTraining: Bool) throws(TorchError) -> DetectorOutput {
        var logits: [Tensor] = []
        var sides: [Tensor] = []
        for (level, feature) in features.enumerated() {
            logits.append(
                try classOutput(run(classTowers[level], on: feature, isTraining)).flattened(from: 2)
            )
            sides.append(try boxOutput(run(boxTowers[level], on: feature, isTraining)).flattened(from: 2))
        }
        return DetectorOutput(
            logits: try Tensor.concatenated(logits, dimension: 2).transposed(1, 2),
            sides: try Tensor.concatenated(sides, dimension: 2).transposed(1, 2)
        )
    }

    func folded() throws(TorchError) -> FoldedHead {
        FoldedHead(
            classTowers: try Self.folded(classTowers),
            boxTowers: try Self.folded(boxTowers),
            classOutput: try classOutput.folded(),
            boxOutput: try boxOutput.folded()
        )
    }

    private func run(
        _ tower: [SeparableConvolution],
        on input: Tensor,
        _ isTraining: Bool
    ) throws(TorchError) -> Tensor {
        var current = input
        for layer in tower { current = try layer(current, isTraining: isTraining) }
        return current
    }

    private static func folded(_ towers: [[SeparableConvolution]]) throws(TorchError) -> [[FoldedSeparable]] {
        var result: [[FoldedSeparable]] = []
        for tower in towers {
            var layers: [FoldedSeparable] = []
            for layer in tower { layers.append(try layer.folded()) }
            result.append(layers)
        }
        return result
    }
}
