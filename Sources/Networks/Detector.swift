package import Torch

/// EfficientNet-Lite0, a path-aggregation neck and a decoupled head: images in, raw values for each anchor point out.
package final class Detector {
    /// Channels of neck and head.
    package static let width = 96
    /// Where the backbone's parameters are in the store.
    package static let backbonePath = "backbone"
    /// Where the last convolution of the class branch is in the store: one output channel a label.
    static let classOutputPath = "head.class_output"

    /// All parameters and running statistics, by path.
    package let store: ParameterStore
    package let labelCount: Int
    private let backbone: EfficientNetLite0
    private let neck: PathAggregationNeck
    private let head: DecoupledHead

    /// Creates the network for at least one label; the same seed draws the same weights.
    package init(labelCount: Int, seed: UInt64) throws(TorchError) {
        let store = ParameterStore(seed: seed)
        self.store = store
        self.labelCount = labelCount
        backbone = try EfficientNetLite0(store.at(Self.backbonePath))
        neck = try PathAggregationNeck(
            store.at("neck"),
            from: EfficientNetLite0.outputChannels,
            width: Self.width
        )
        head = try DecoupledHead(
            store.at("head"),
            width: Self.width,
            labels: labelCount,
            levels: AnchorPoints.strides.count
        )
    }

    /// Maps normalised images `[batch, 3, size, size]` to raw values.
    ///
    /// In training, neck and head take their norms from the batch and move their running statistics.
    package func callAsFunction(_ images: Tensor, isTraining: Bool) throws(TorchError) -> DetectorOutput {
        try head(neck(backbone(images), isTraining: isTraining), isTraining: isTraining)
    }

    /// The backbone's feature maps alone, finest first.
    package func features(_ images: Tensor) throws(TorchError) -> [Tensor] {
        try backbone(images)
    }

    /// Stops training the backbone's stem and first `stages` stages; call it once the weights are in.
    package func freeze(stages: Int) throws(TorchError) {
        try backbone.freeze(stages: stages)
    }

    /// Lets the frozen stages train from now on.
    package func thaw() throws(TorchError) {
        try backbone.thaw()
    }

    /// The whole network as plain convolutions, for export.
    package func folded() throws(TorchError) -> FoldedDetector {
        let (stem, stages) = try backbone.folded()
        return FoldedDetector(stem: stem, stages: stages, neck: try neck.folded(), head: try head.folded())
    }
}
