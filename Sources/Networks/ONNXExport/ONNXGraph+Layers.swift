/// Folded layers as nodes, named by the layer's path.
extension ONNXGraph {
    /// The weights of a convolution as they stand in the model, for one node or several.
    struct Filter {
        let layer: FoldedConvolution
        let weight: ONNXValue
        let bias: ONNXValue?
    }

    /// Writes a layer's weights as `path.weight` and `path.bias`.
    mutating func filter(_ layer: FoldedConvolution, at path: String) throws(ONNXExportError) -> Filter {
        let weight = try constant("\(path).weight", layer.weight, shape: layer.shape)
        guard !layer.bias.isEmpty else { return Filter(layer: layer, weight: weight, bias: nil) }
        let bias = try constant("\(path).bias", layer.bias, shape: [layer.bias.count])
        return Filter(layer: layer, weight: weight, bias: bias)
    }

    /// Appends one use of a filter.
    mutating func apply(
        _ filter: Filter,
        to input: ONNXValue,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        let layer = filter.layer
        let output = try convolution(
            input,
            weight: filter.weight,
            bias: filter.bias,
            stride: layer.stride,
            padding: layer.padding,
            groups: layer.groups,
            named: name
        )
        return layer.hasReLU6 ? try clipped(output, to: 0...6, named: "\(name).relu6") : output
    }

    /// Appends a convolution that is used once.
    mutating func apply(
        _ layer: FoldedConvolution,
        to input: ONNXValue,
        at path: String
    ) throws(ONNXExportError) -> ONNXValue {
        try apply(filter(layer, at: path), to: input, named: path)
    }

    mutating func apply(
        _ layer: FoldedSeparable,
        to input: ONNXValue,
        at path: String
    ) throws(ONNXExportError) -> ONNXValue {
        let spread = try apply(layer.depthwise, to: input, at: "\(path).depthwise")
        return try apply(layer.pointwise, to: spread, at: "\(path).pointwise")
    }

    mutating func apply(
        _ block: FoldedBlock,
        to input: ONNXValue,
        at path: String
    ) throws(ONNXExportError) -> ONNXValue {
        var current = input
        for (layer, name) in zip(block.layers, ["expand", "filter", "project"].suffix(block.layers.count)) {
            current = try apply(layer, to: current, at: "\(path).\(name)")
        }
        return block.isResidual ? try sum(input, current, named: "\(path).residual") : current
    }
}
