import Foundation
import SwiftProtobuf

/// An ONNX graph under construction: nodes are appended in the order in which they run.
///
/// Each node yields one value of the node's own name, whose shape is worked out at once, so that what does not fit is an error
/// here and not in some reader. The shapes are written too, and readers compare them with what they infer.
/// The same calls give the same bytes.
struct ONNXGraph: Sendable {
    /// Set 13 of the operators, which readers know since November 2020 (onnx 1.8, ONNX Runtime 1.6).
    ///
    /// It is the oldest in which every operator used here has the form that later sets keep: `Clip` with its bounds as
    /// inputs, `Resize` without a region.
    private static let operatorSet: Int64 = 13
    /// The edition of the file format that came with that set.
    private static let formatVersion: Int64 = 7

    private var message = ONNXGraphProto()
    private var constants: [String: ONNXValue] = [:]
    private var names: Set<String> = []

    init(name: String) {
        message.name = name
    }

    /// Declares an input that whoever runs the model must give.
    mutating func input(
        _ name: String,
        _ element: ONNXValue.Element,
        shape: [ONNXValue.Dimension]
    ) throws(ONNXExportError) -> ONNXValue {
        let value = try newValue(name, element, shape: shape)
        message.input.append(value.message)
        return value
    }

    /// Makes `value` a result of the model, under its own name.
    mutating func output(_ value: ONNXValue) {
        message.valueInfo.removeAll { $0.name == value.name }
        message.output.append(value.message)
    }

    /// Adds weights to the model; `elements` in row-major order.
    mutating func constant(
        _ name: String,
        _ elements: [Float],
        shape: [Int]
    ) throws(ONNXExportError) -> ONNXValue {
        guard elements.count == shape.reduce(1, *) else {
            throw .wrongElementCount(constant: name, shape: shape, count: elements.count)
        }
        return try constant(name, .float32, shape: shape, bytes: elements.withUnsafeBytes { Data($0) })
    }

    /// Adds a list of whole numbers, which ONNX wants where a shape is an input.
    mutating func constant(_ name: String, _ elements: [Int64]) throws(ONNXExportError) -> ONNXValue {
        let bytes = elements.withUnsafeBytes { Data($0) }
        return try constant(name, .int64, shape: [elements.count], bytes: bytes)
    }

    /// A constant that any number of nodes ask for by the same name and that the model holds once.
    mutating func shared(
        _ name: String,
        _ elements: [Float],
        shape: [Int]
    ) throws(ONNXExportError) -> ONNXValue {
        if let known = constants[name] { return known }
        return try constant(name, elements, shape: shape)
    }

    /// Appends a node; a nil among `inputs` is an optional input left out.
    mutating func node(
        _ operation: String,
        named name: String,
        inputs: [ONNXValue?],
        attributes: [ONNXAttributeProto] = [],
        element: ONNXValue.Element = .float32,
        shape: [ONNXValue.Dimension]
    ) throws(ONNXExportError) -> ONNXValue {
        let value = try newValue(name, element, shape: shape)
        message.node.append(
            .with {
                $0.input = inputs.map { $0?.name ?? "" }
                $0.output = [name]
                $0.name = name
                $0.opType = operation
                $0.attribute = attributes
            }
        )
        message.valueInfo.append(value.message)
        return value
    }

    /// The graph as the bytes of an ONNX file, made by Katmai's `version`.
    ///
    /// `metadata` is for whoever opens the file, and is written in its order.
    func serialised(version: String, metadata: KeyValuePairs<String, String>) throws -> Data {
        let model = ONNXModelProto.with {
            $0.irVersion = Self.formatVersion
            $0.opsetImport = [
                .with {
                    $0.domain = ""
                    $0.version = Self.operatorSet
                }
            ]
            $0.producerName = "katmai"
            $0.producerVersion = version
            $0.graph = message
            $0.metadataProps = metadata.map { entry in
                .with {
                    $0.key = entry.key
                    $0.value = entry.value
                }
            }
        }
        return try model.serializedBytes()
    }

    /// ONNX wants little-endian elements, which is how every machine that Swift runs on holds them.
    private mutating func constant(
        _ name: String,
        _ element: ONNXValue.Element,
        shape: [Int],
        bytes: Data
    ) throws(ONNXExportError) -> ONNXValue {
        let value = try newValue(name, element, shape: shape.map { .fixed($0) })
        constants[name] = value
        message.initializer.append(
            .with {
                $0.dims = shape.map(Int64.init)
                $0.dataType = element.code
                $0.name = name
                $0.rawData = bytes
            }
        )
        return value
    }

    private mutating func newValue(
        _ name: String,
        _ element: ONNXValue.Element,
        shape: [ONNXValue.Dimension]
    ) throws(ONNXExportError) -> ONNXValue {
        guard names.insert(name).inserted else { throw .nameTaken(name) }
        return ONNXValue(name: name, element: element, shape: shape)
    }
}
