import Foundation
import SwiftProtobuf
import Testing

@testable import Networks

@Test func `a graph has the bytes that ONNX's own package writes`() throws {
    let golden = try #require(Bundle.module.url(forResource: "Goldens/small_graph", withExtension: "onnx"))
    let expected = try ONNXModelProto(serializedBytes: Data(contentsOf: golden))
    let file = try SmallGraph.file()
    // Messages first: their difference can be read.
    #expect(try ONNXModelProto(serializedBytes: file) == expected)
    #expect(try file == Data(contentsOf: golden))
}

@Test func `the same graph gives the same bytes`() throws {
    #expect(try SmallGraph.file() == SmallGraph.file())
}

@Test func `a constant with too few elements is an error`() {
    var graph = ONNXGraph(name: "graph")
    let error = #expect(throws: ONNXExportError.self) {
        try graph.constant("stem.weight", [1, 2, 3], shape: [2, 2])
    }
    #expect(error == .wrongElementCount(constant: "stem.weight", shape: [2, 2], count: 3))
    #expect(error?.description == "ONNX export: stem.weight has 3 elements, its shape [2, 2] needs 4")
}

@Test func `a name can be given once`() throws {
    var graph = ONNXGraph(name: "graph")
    let input = try graph.input("images", .float32, shape: [.batch, 3])
    #expect(throws: ONNXExportError.nameTaken("images")) { try graph.sigmoid(input, named: "images") }
}

@Test func `a number is held once`() throws {
    var graph = ONNXGraph(name: "graph")
    let input = try graph.input("images", .float32, shape: [.batch, 3])
    let sum = try graph.sum(input, graph.scalar(2), named: "sum")
    graph.output(try graph.product(sum, graph.scalar(2), named: "product"))
    let model = try ONNXModelProto(serializedBytes: graph.serialised(version: "1", metadata: [:]))
    #expect(model.graph.initializer.map(\.name) == ["scalar.2.0"])
}

@Test func `a convolution wants the channels its weight has`() throws {
    var graph = ONNXGraph(name: "graph")
    let image = try graph.input("images", .float32, shape: [.batch, 3, 8, 8])
    let weight = try graph.constant("stem.weight", Array(repeating: 0, count: 16), shape: [4, 4, 1, 1])
    let error = #expect(throws: ONNXExportError.self) {
        try graph.convolution(
            image,
            weight: weight,
            bias: nil,
            stride: 1,
            padding: 0,
            groups: 1,
            named: "stem"
        )
    }
    #expect(error == .shapesDoNotFit(node: "stem", shapes: ["[N, 3, 8, 8]", "[4, 4, 1, 1]"]))
    #expect(error?.description == "ONNX export: inputs of stem do not fit: [N, 3, 8, 8] and [4, 4, 1, 1]")
}

@Test(
    arguments: [
        ([.batch, 3, 2, 2], [.batch, 3, 2, 2], [.batch, 3, 2, 2]),
        ([.batch, 80, 4], [1, 80, 4], [.batch, 80, 4]),
        ([.batch, 3], [], [.batch, 3]),
        ([2, 1], [.batch, 1, 5], [.batch, 2, 5]),
        ([.batch, 3], [.batch, 4], nil),
        ([.batch, 3], [2, 3], nil),
    ] as [([ONNXValue.Dimension], [ONNXValue.Dimension], [ONNXValue.Dimension]?)]
)
func `shapes broadcast as NumPy has it`(
    first: [ONNXValue.Dimension],
    second: [ONNXValue.Dimension],
    expected: [ONNXValue.Dimension]?
) {
    #expect(broadcastShape(first, second) == expected)
    #expect(broadcastShape(second, first) == expected)
}

@Test func `axes that do not match cannot be joined, reordered or flattened`() throws {
    var graph = ONNXGraph(name: "graph")
    let first = try graph.input("first", .float32, shape: [.batch, 3, 4])
    let second = try graph.input("second", .float32, shape: [.batch, 2, 5])
    #expect(throws: ONNXExportError.self) { try graph.concatenated([first, second], axis: 2, named: "a") }
    #expect(throws: ONNXExportError.self) { try graph.concatenated([first, first], axis: 0, named: "b") }
    #expect(throws: ONNXExportError.self) { try graph.concatenated([], axis: 0, named: "c") }
    #expect(throws: ONNXExportError.self) { try graph.transposed(first, [0, 1, 1], named: "d") }
    #expect(throws: ONNXExportError.self) { try graph.flattened(first, from: 3, named: "e") }
    #expect(throws: ONNXExportError.self) { try graph.upsampledNearest(first, factor: 2, named: "f") }
}
