/// Why a network could not be written as an ONNX model.
package enum ONNXExportError: Error, Equatable, CustomStringConvertible {
    /// A node's inputs do not go together; shapes as ONNX's readers print them.
    case shapesDoNotFit(node: String, shapes: [String])
    /// A constant has more or fewer elements than its shape asks for.
    case wrongElementCount(constant: String, shape: [Int], count: Int)
    /// Two nodes, constants or inputs would have the same name.
    case nameTaken(String)
    /// The input's side in pixels is not a positive multiple of every stride.
    case inputSize(Int, strides: [Int])
    /// The network has more or fewer parts of a kind than the rest of it calls for.
    case wrongCount(of: String, expected: Int, found: Int)

    package var description: String {
        switch self {
        case .shapesDoNotFit(let node, let shapes):
            "ONNX export: inputs of \(node) do not fit: \(shapes.joined(separator: " and "))"
        case .wrongElementCount(let constant, let shape, let count):
            "ONNX export: \(constant) has \(count) elements, its shape \(shape) needs \(shape.reduce(1, *))"
        case .nameTaken(let name):
            "ONNX export: two values are named \(name)"
        case .inputSize(let size, let strides):
            "ONNX export: an input of \(size) pixels is not a positive multiple of each of \(strides)"
        case .wrongCount(let part, let expected, let found):
            "ONNX export: the network needs \(expected) \(part), it was given \(found)"
        }
    }
}
