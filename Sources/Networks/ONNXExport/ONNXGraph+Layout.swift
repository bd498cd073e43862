/// Operators that move or convert elements and compute nothing.
///
/// Each appends one node called `name` and throws where the inputs do not fit.
extension ONNXGraph {
    mutating func cast(
        _ input: ONNXValue,
        to element: ONNXValue.Element,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        try node(
            "Cast",
            named: name,
            inputs: [input],
            attributes: [.integer("to", Int(element.code))],
            element: element,
            shape: input.shape
        )
    }

    /// Puts axes into another order: axis `i` of the result is axis `order[i]` of the input.
    mutating func transposed(
        _ input: ONNXValue,
        _ order: [Int],
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        guard order.sorted() == Array(input.shape.indices) else { throw .misfit(name, [input]) }
        return try node(
            "Transpose",
            named: name,
            inputs: [input],
            attributes: [.integers("perm", order)],
            element: input.element,
            shape: order.map { input.shape[$0] }
        )
    }

    /// Joins all axes from `axis` on into one; the batch stays as it is.
    mutating func flattened(
        _ input: ONNXValue,
        from axis: Int,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        guard let image = input.shapeOfOneImage, (1...image.count).contains(axis) else {
            throw .misfit(name, [input])
        }
        let kept = image[..<(axis - 1)]
        let joined = image[(axis - 1)...].reduce(1, *)
        // To ONNX a size of 0 means: as in the input.
        let sizes = [0] + kept.map(Int64.init) + [Int64(joined)]
        let shape = try constant("\(name).shape", sizes)
        return try node(
            "Reshape",
            named: name,
            inputs: [input, shape],
            element: input.element,
            shape: [.batch] + kept.map { .fixed($0) } + [.fixed(joined)]
        )
    }

    /// Lays values side by side along `axis`; their other axes must be equal.
    mutating func concatenated(
        _ inputs: [ONNXValue],
        axis: Int,
        named name: String
    ) throws(ONNXExportError) -> ONNXValue {
        let sizes = inputs.compactMap { $0.shape.indices.contains(axis) ? $0.shape[axis].size : nil }
        let others = inputs.map { input in input.shape.indices.filter { $0 != axis }.map { input.shape[$0] } }
        guard let first = inputs.first, sizes.count == inputs.count, others.allSatisfy({ $0 == others[0] })
        else { throw .misfit(name, inputs) }
        var shape = first.shape
        shape[axis] = .fixed(sizes.reduce(0, +))
        return try node(
            "Concat",
            named: name,
            inputs: inputs,
            attributes: [.integer("axis", axis)],
            element: first.element,
            shape: shape
        )
    }
}

extension ONNXExportError {
    /// The error of a node whose inputs do not go together.
    static func misfit(_ node: String, _ inputs: [ONNXValue]) -> Self {
        .shapesDoNotFit(node: node, shapes: inputs.map { "\($0.shape)" })
    }
}
