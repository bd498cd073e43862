/// The operators that Katmai's networks are made of; images are `[batch, channels, height, width]`.
///
/// Each appends one node called `name` and throws where the inputs do not fit.
extension ONNXGraph {
    /// Filters an image with the same zero padding on all four sides.
    ///
    /// `weight` is `[outputs, channels / groups, height, width]`, `bias` is `[outputs]`.
    mutating func convolution(
        _ input: ONNXValue,
        weight: ONNXValue,
        bias: ONNXValue?,
        stride: Int,
        padding: Int,
        groups: Int,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        let inputs = [input, weight] + [bias].compactMap(\.self)
        let kernel = weight.shape.compactMap(\.size)
        guard let image = input.shapeOfOneImage, image.count == 3, kernel.count == 4,
            image[0] == kernel[1] * groups, kernel[0].isMultiple(of: groups),
            bias == nil || bias?.shape == [.fixed(kernel[0])]
        else { throw .misfit(name, inputs) }
        let sides = zip(image[1...], kernel[2...]).map { side, kernel in
            ONNXValue.Dimension.fixed((side + 2 * padding - kernel) / stride + 1)
        }
        return try node(
            "Conv",
            named: name,
            inputs: inputs,
            attributes: [
                .integer("group", groups),
                .integers("kernel_shape", Array(kernel[2...])),
                .integers("pads", [padding, padding, padding, padding]),
                .integers("strides", [stride, stride]),
            ],
            shape: [.batch, .fixed(kernel[0])] + sides
        )
    }

    /// Repeats each pixel `factor` times in both directions, as PyTorch's `interpolate` with `mode="nearest"` does.
    mutating func upsampledNearest(
        _ input: ONNXValue,
        factor: Int,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        guard let image = input.shapeOfOneImage, image.count == 3 else { throw .misfit(name, [input]) }
        let scales = try shared("upsampling.\(factor)", [1, 1, Float(factor), Float(factor)], shape: [4])
        return try node(
            "Resize",
            named: name,
            inputs: [input, nil, scales],
            attributes: [
                .text("coordinate_transformation_mode", "asymmetric"),
                .text("mode", "nearest"),
                .text("nearest_mode", "floor"),
            ],
            shape: [.batch, .fixed(image[0]), .fixed(image[1] * factor), .fixed(image[2] * factor)]
        )
    }

    /// Moves every element into `range`; `0...6` is ReLU6.
    mutating func clipped(
        _ input: ONNXValue,
        to range: ClosedRange<Float>,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        let bounds = (try scalar(range.lowerBound), try scalar(range.upperBound))
        return try node("Clip", named: name, inputs: [input, bounds.0, bounds.1], shape: input.shape)
    }

    mutating func sigmoid(_ input: ONNXValue, named name: String) throws(ONNXExportError) -> ONNXValue {
        try node("Sigmoid", named: name, inputs: [input], shape: input.shape)
    }

    mutating func softplus(_ input: ONNXValue, named name: String) throws(ONNXExportError) -> ONNXValue {
        try node("Softplus", named: name, inputs: [input], shape: input.shape)
    }

    /// Adds element by element, broadcasting.
    mutating func sum(
        _ first: ONNXValue,
        _ second: ONNXValue,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        try elementwise("Add", first, second, named: name)
    }

    /// Subtracts `second` from `first` element by element, broadcasting.
    mutating func difference(
        _ first: ONNXValue,
        _ second: ONNXValue,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        try elementwise("Sub", first, second, named: name)
    }

    /// Multiplies element by element, broadcasting.
    mutating func product(
        _ first: ONNXValue,
        _ second: ONNXValue,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        try elementwise("Mul", first, second, named: name)
    }

    /// A single number, which broadcasts against anything.
    mutating func scalar(_ number: Float) throws(ONNXExportError) -> ONNXValue {
        try shared("scalar.\(number)", [number], shape: [])
    }

    private mutating func elementwise(
        _ operation: String,
        _ first: ONNXValue,
        _ second: ONNXValue,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        guard let shape = broadcastShape(first.shape, second.shape) else {
            throw .misfit(name, [first, second])
        }
        return try node(operation, named: name, inputs: [first, second], shape: shape)
    }
}
