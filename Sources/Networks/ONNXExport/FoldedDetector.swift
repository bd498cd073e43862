/// A detector's whole network as convolutions, free of the engine that trained it.
package struct FoldedDetector: Sendable {
    package let stem: FoldedConvolution
    /// The backbone's stages in order, each with its blocks.
    package let stages: [[FoldedBlock]]
    package let neck: FoldedNeck
    package let head: FoldedHead
}

/// An inverted residual block.
package struct FoldedBlock: Sendable {
    /// Expand (left out where the block does not widen), filter, project.
    package let layers: [FoldedConvolution]
    /// Whether the block's input is added to its result.
    package let isResidual: Bool
}

/// A depthwise convolution and the pointwise one behind it.
package struct FoldedSeparable: Sendable {
    package let depthwise: FoldedConvolution
    package let pointwise: FoldedConvolution
}

/// A path-aggregation neck over any number of levels.
package struct FoldedNeck: Sendable {
    /// One a level, finest first.
    package let laterals: [FoldedConvolution]
    /// From each level to the next coarser one, finest first.
    package let downs: [FoldedConvolution]
    /// One for each addition in the order in which they happen: first the way down to the finest level, then the way up.
    package let smooths: [FoldedSeparable]
}

/// A decoupled head.
package struct FoldedHead: Sendable {
    /// One tower a level, finest first.
    package let classTowers: [[FoldedSeparable]]
    /// One tower a level, finest first.
    package let boxTowers: [[FoldedSeparable]]
    /// Shared by all levels; one output a label, before the sigmoid.
    package let classOutput: FoldedConvolution
    /// Shared by all levels; four outputs, as `BoxDecoding` reads them.
    package let boxOutput: FoldedConvolution
}
