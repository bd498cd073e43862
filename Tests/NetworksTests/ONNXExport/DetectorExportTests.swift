import Foundation
import SwiftProtobuf
import Testing

@testable import Networks

/// An eighth of the real width: written in no time.
private func smallDetector(labels: Int = 2) -> FoldedDetector {
    var network = RandomNetwork(seed: 1)
    return network.detector(labels: labels, divisor: 8)
}

private func export(labels: [String] = ["bear", "cub/young"], inputSize: Int = 64) -> DetectorExport {
    DetectorExport(labels: labels, inputSize: inputSize, version: "1.2.3")
}

@Test func `a detector's inputs and outputs are those of the bundle's contract`() throws {
    let model = try ONNXModelProto(serializedBytes: export().model(smallDetector()))
    let points = 8 * 8 + 4 * 4 + 2 * 2
    #expect(model.graph.input.map(\.signature) == ["images: 2 [N, 64, 64, 3]"])
    #expect(
        model.graph.output.map(\.signature) == ["boxes: 1 [N, \(points), 4]", "scores: 1 [N, \(points), 2]"]
    )
    #expect(model.opsetImport.map(\.version) == [13])
    #expect(model.irVersion == 7)
    #expect(model.producerName == "katmai")
    #expect(model.producerVersion == "1.2.3")
    #expect(
        model.metadataProps.map { "\($0.key)=\($0.value)" } == [
            "kind=object-detection", "labels=[\"bear\",\"cub/young\"]", "input_size=64",
        ]
    )
}

@Test func `nodes are named by their layers' paths`() throws {
    let model = try ONNXModelProto(serializedBytes: export().model(smallDetector()))
    let names = Set(model.graph.node.map(\.name))
    #expect(
        names.isSuperset(of: [
            "images.normalised", "backbone.stem", "backbone.stages.0.0.filter", "backbone.stages.2.1.expand",
            "backbone.stages.2.1.residual", "neck.lateral.2", "neck.up.0", "neck.down.1",
            "neck.smooth.3.depthwise", "head.class_tower.2.1.pointwise", "head.box_output.0", "boxes",
            "scores",
        ])
    )
    #expect(names.count == model.graph.node.count)
}

@Test func `the neck reads the last map of each stride`() throws {
    let model = try ONNXModelProto(serializedBytes: export().model(smallDetector()))
    let laterals = model.graph.node.filter { $0.name.hasPrefix("neck.lateral.") }
    #expect(
        laterals.map { $0.input[0] } == [
            "backbone.stages.2.1.residual", "backbone.stages.4.2.residual", "backbone.stages.6.0.project",
        ]
    )
}

@Test func `all levels share the last convolutions of the head`() throws {
    let model = try ONNXModelProto(serializedBytes: export().model(smallDetector()))
    let outputs = model.graph.node.filter { $0.opType == "Conv" && $0.name.hasPrefix("head.class_output.") }
    #expect(outputs.map { $0.input[1] } == Array(repeating: "head.class_output.weight", count: 3))
}

@Test func `the same detector gives the same bytes`() throws {
    #expect(try export().model(smallDetector()) == export().model(smallDetector()))
}

@Test(arguments: [0, -32, 72])
func `an input size between two multiples of 32 is refused`(size: Int) {
    #expect(throws: ONNXExportError.inputSize(size, strides: [8, 16, 32])) {
        try export(inputSize: size).model(smallDetector())
    }
}

@Test func `labels must be as many as scores`() {
    let error = #expect(throws: ONNXExportError.self) { try export(labels: ["bear"]).model(smallDetector()) }
    #expect(error == .wrongCount(of: "labels", expected: 2, found: 1))
    #expect(error?.description == "ONNX export: the network needs 2 labels, it was given 1")
}

@Test func `a network without one of its parts is refused`() {
    let whole = smallDetector()
    let neck = FoldedNeck(laterals: whole.neck.laterals, downs: [], smooths: whole.neck.smooths)
    let partial = FoldedDetector(stem: whole.stem, stages: whole.stages, neck: neck, head: whole.head)
    #expect(throws: ONNXExportError.wrongCount(of: "down convolutions", expected: 2, found: 0)) {
        try export().model(partial)
    }
    let shallow = FoldedDetector(
        stem: whole.stem,
        stages: Array(whole.stages[..<5]),
        neck: whole.neck,
        head: whole.head
    )
    #expect(throws: ONNXExportError.wrongCount(of: "feature maps", expected: 3, found: 2)) {
        try export().model(shallow)
    }
}

private let exportFolder = ProcessInfo.processInfo.environment["KATMAI_EXPORT_FOLDER"]

/// For comparing with another engine by hand: the file, and its numbers as little-endian float32 in PyTorch's order.
@Test(.enabled(if: exportFolder != nil, "KATMAI_EXPORT_FOLDER is not set"))
func `a detector of full width is written where asked`() throws {
    let folder = URL(filePath: try #require(exportFolder))
    var network = RandomNetwork(seed: 7)
    let model = try export(inputSize: 320).model(network.detector(labels: 2))
    try model.write(to: folder.appending(path: "random_detector.onnx"))
    let parameters = network.parameters.withUnsafeBytes { Data($0) }
    try parameters.write(to: folder.appending(path: "random_detector.f32"))
}

extension ONNXValueInfoProto {
    fileprivate var signature: String {
        let sizes = type.tensorType.shape.dim.map { $0.dimParam.isEmpty ? "\($0.dimValue)" : $0.dimParam }
        return "\(name): \(type.tensorType.elemType) [\(sizes.joined(separator: ", "))]"
    }
}
