/// What a node yields or reads while a graph is built: an input, a constant or another node's result.
struct ONNXValue: Sendable {
    /// The size of one axis.
    enum Dimension: Equatable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
        case fixed(Int)
        /// The number of images, known only when the model runs; written as `N`.
        case batch

        init(integerLiteral value: Int) {
            self = .fixed(value)
        }

        var description: String {
            switch self {
            case .fixed(let size): "\(size)"
            case .batch: "N"
            }
        }
    }

    enum Element: Sendable {
        case float32
        case uint8
        case int64
    }

    /// Unique within the graph.
    let name: String
    let element: Element
    let shape: [Dimension]

    /// The shape without the batch, or nil where another axis or none is the batch.
    var shapeOfOneImage: [Int]? {
        guard shape.first == .batch else { return nil }
        let rest = shape.dropFirst().compactMap(\.size)
        return rest.count == shape.count - 1 ? rest : nil
    }
}

extension ONNXValue.Dimension {
    /// Nil for the batch.
    var size: Int? {
        switch self {
        case .fixed(let size): size
        case .batch: nil
        }
    }
}

/// The shape of `first` combined with `second` by NumPy's rules, which are ONNX's too, or nil where they do not fit.
func broadcastShape(
    _ first: [ONNXValue.Dimension],
    _ second: [ONNXValue.Dimension]
) -> [ONNXValue.Dimension]? {
    let rank = max(first.count, second.count)
    func padded(_ shape: [ONNXValue.Dimension]) -> [ONNXValue.Dimension] {
        Array(repeating: 1, count: rank - shape.count) + shape
    }
    var result: [ONNXValue.Dimension] = []
    for (one, other) in zip(padded(first), padded(second)) {
        guard one == other || one == 1 || other == 1 else { return nil }
        result.append(one == 1 ? other : one)
    }
    return result
}
