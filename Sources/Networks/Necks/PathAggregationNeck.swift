import Torch

/// Carries what coarse maps know down to the fine ones, and what fine maps see back up.
///
/// Source: Liu et al., "Path Aggregation Network for Instance Segmentation", 2018, with additions instead of
/// concatenations and separable convolutions, as in NanoDet-Plus.
final class PathAggregationNeck {
    private let laterals: [BiasedConvolution]
    private let smooths: [SeparableConvolution]
    private let downs: [BiasedConvolution]

    init(_ path: ParameterScope, from channels: [Int], width: Int) throws(TorchError) {
        var laterals: [BiasedConvolution] = []
        for (level, inputs) in channels.enumerated() {
            laterals.append(try BiasedConvolution(path.at("lateral").at(level), from: inputs, to: width))
        }
        var downs: [BiasedConvolution] = []
        for level in 0..<2 {
            downs.append(
                try BiasedConvolution(
                    path.at("down").at(level),
                    from: width,
                    to: width,
                    kernel: 3,
                    stride: 2,
                    groups: width
                )
            )
        }
        var smooths: [SeparableConvolution] = []
        for index in 0..<4 {
            smooths.append(try SeparableConvolution(path.at("smooth").at(index), channels: width))
        }
        self.laterals = laterals
        self.downs = downs
        self.smooths = smooths
    }

    /// Maps the backbone's three maps, finest first, to three maps of `width` channels at the same strides.
    func callAsFunction(_ features: [Tensor], isTraining: Bool) throws(TorchError) -> [Tensor] {
        let fine = try laterals[0](features[0])
        let middle = try laterals[1](features[1])
        let coarse = try laterals[2](features[2])
        let middleDown = try smooths[0](middle + coarse.upsampledNearest(factor: 2), isTraining: isTraining)
        let fineOut = try smooths[1](fine + middleDown.upsampledNearest(factor: 2), isTraining: isTraining)
        let middleOut = try smooths[2](middleDown + downs[0](fineOut), isTraining: isTraining)
        let coarseOut = try smooths[3](coarse + downs[1](middleOut), isTraining: isTraining)
        return [fineOut, middleOut, coarseOut]
    }

    func folded() throws(TorchError) -> FoldedNeck {
        var laterals: [FoldedConvolution] = []
        for lateral in self.laterals { laterals.append(try lateral.folded()) }
        var downs: [FoldedConvolution] = []
        for down in self.downs { downs.append(try down.folded()) }
        var smooths: [FoldedSeparable] = []
        for smooth in self.smooths { smooths.append(try smooth.folded()) }
        return FoldedNeck(laterals: laterals, downs: downs, smooths: smooths)
    }
}
