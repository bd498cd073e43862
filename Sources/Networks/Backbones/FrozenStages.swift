/// The stem and first stages of a backbone while they are frozen: plain numbers, which any thread may build upon.
package struct FrozenStages: Sendable {
    /// A stage's blocks, and whether the neck wants what they make.
    struct Stage: Sendable {
        let blocks: [FoldedBlock]
        let isOutput: Bool
    }

    let stem: FoldedConvolution
    /// In the network's order, at least one.
    let stages: [Stage]
}

/// What frozen stages make of a batch, to go on from on another thread.
package struct FrozenFeatures: Sendable {
    /// One feature map.
    struct Map: Sendable {
        /// Row-major.
        let values: [Float]
        /// `[batch, channels, height, width]`.
        let shape: [Int]
    }

    /// The maps for the neck so far, finest first.
    let outputs: [Map]
    /// What the next stage reads; nil where that is the last output.
    let last: Map?
}
