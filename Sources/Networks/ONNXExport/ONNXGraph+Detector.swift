/// The parts of a detector as nodes, in the order in which an image passes through them.
extension ONNXGraph {
    /// The head's results of all points, before any activation.
    struct RawOutput {
        /// `[N, points, labels]`.
        let logits: ONNXValue
        /// `[N, points, 4]`.
        let sides: ONNXValue
    }

    /// Turns uint8 `[N, height, width, 3]` into `[N, 3, height, width]` of `(x - 127) / 128`.
    ///
    /// Not folded into the stem: what the stem pads with is 0 after this step, and 127 before it.
    mutating func normalised(_ images: ONNXValue) throws(ONNXExportError) -> ONNXValue {
        let numbers = try cast(images, to: .float32, named: "images.float")
        let planes = try transposed(numbers, [0, 3, 1, 2], named: "images.planes")
        let centred = try difference(planes, scalar(127), named: "images.centred")
        return try product(centred, scalar(1 / 128), named: "images.normalised")
    }

    /// The feature maps that the neck reads, finest first: the last one that the backbone makes at each stride.
    mutating func backbone(
        _ detector: FoldedDetector,
        on images: ONNXValue,
        inputSize: Int
    ) throws(ONNXExportError) -> [ONNXValue] {
        var current = try apply(detector.stem, to: images, at: "backbone.stem")
        var lastOfWidth: [Int: ONNXValue] = [:]
        for (stage, blocks) in detector.stages.enumerated() {
            for (index, block) in blocks.enumerated() {
                current = try apply(block, to: current, at: "backbone.stages.\(stage).\(index)")
            }
            if let width = current.shape.last?.size { lastOfWidth[width] = current }
        }
        let features = AnchorPoints.strides.compactMap { lastOfWidth[inputSize / $0] }
        guard features.count == AnchorPoints.strides.count else {
            throw .wrongCount(of: "feature maps", expected: AnchorPoints.strides.count, found: features.count)
        }
        return features
    }

    /// Carries coarse maps down to the finest one and back up.
    mutating func neck(_ neck: FoldedNeck, on features: [ONNXValue]) throws(ONNXExportError) -> [ONNXValue] {
        var levels: [ONNXValue] = []
        for (level, (lateral, feature)) in zip(neck.laterals, features).enumerated() {
            levels.append(try apply(lateral, to: feature, at: "neck.lateral.\(level)"))
        }
        let ways = levels.count - 1
        for (index, level) in levels.indices.dropLast().reversed().enumerated() {
            let coarser = try upsampledNearest(levels[level + 1], factor: 2, named: "neck.up.\(level)")
            levels[level] = try join(levels[level], coarser, neck.smooths[index], index)
        }
        for level in 0..<ways {
            let finer = try apply(neck.downs[level], to: levels[level], at: "neck.down.\(level)")
            let index = ways + level
            levels[level + 1] = try join(levels[level + 1], finer, neck.smooths[index], index)
        }
        return levels
    }

    /// Runs both towers at each level; their last convolutions share one set of weights.
    mutating func head(_ head: FoldedHead, on levels: [ONNXValue]) throws(ONNXExportError) -> RawOutput {
        RawOutput(
            logits: try branch("class", head.classTowers, head.classOutput, on: levels),
            sides: try branch("box", head.boxTowers, head.boxOutput, on: levels)
        )
    }

    /// Left, top, right and bottom of each point's box, as `BoxDecoding` has it.
    ///
    /// Left and top lie before the centre, so their factors are negative: one product and one sum do for all four sides.
    mutating func boxes(_ sides: ONNXValue, points: AnchorPoints) throws(ONNXExportError) -> ONNXValue {
        var centres: [Float] = []
        var factors: [Float] = []
        for point in 0..<points.count {
            let (x, y) = (points.centreX[point], points.centreY[point])
            let factor = points.stride[point] * BoxDecoding.strideFactor
            centres += [x, y, x, y]
            factors += [-factor, -factor, factor, factor]
        }
        let shape = [1, points.count, 4]
        let offsets = try product(
            softplus(sides, named: "head.distances"),
            constant("points.factors", factors, shape: shape),
            named: "head.offsets"
        )
        return try sum(offsets, constant("points.centres", centres, shape: shape), named: "boxes")
    }

    private mutating func join(
        _ first: ONNXValue,
        _ second: ONNXValue,
        _ smooth: FoldedSeparable,
        _ index: Int
    ) throws(ONNXExportError) -> ONNXValue {
        try apply(smooth, to: sum(first, second, named: "neck.sum.\(index)"), at: "neck.smooth.\(index)")
    }

    /// One of the head's two branches: `[N, points, values]`, level after level, each row by row.
    private mutating func branch(
        _ kind: String,
        _ towers: [[FoldedSeparable]],
        _ output: FoldedConvolution,
        on levels: [ONNXValue]
    ) throws(ONNXExportError) -> ONNXValue {
        let shared = try filter(output, at: "head.\(kind)_output")
        var results: [ONNXValue] = []
        for (level, tower) in towers.enumerated() {
            var current = levels[level]
            for (index, layer) in tower.enumerated() {
                current = try apply(layer, to: current, at: "head.\(kind)_tower.\(level).\(index)")
            }
            let path = "head.\(kind)_output.\(level)"
            current = try apply(shared, to: current, named: path)
            results.append(try flattened(current, from: 2, named: "\(path).points"))
        }
        let points = try concatenated(results, axis: 2, named: "head.\(kind)_output.points")
        return try transposed(points, [0, 2, 1], named: "head.\(kind)_output.values")
    }
}
