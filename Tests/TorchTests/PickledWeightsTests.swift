import Foundation
import Testing
import Torch

private func seed(_ name: String) throws -> PickledWeights {
    try PickledWeights.read(contentsOf: try resource("Corpus/pth/\(name)"))
}

@Test func `a state of PyTorch's is read in order, whatever the order of elements in the file`() throws {
    let weights = try seed("tiny.pth")
    #expect(
        weights.entries.map(\.name) == [
            "0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var",
            "1.num_batches_tracked",
        ]
    )
    let golden = try Golden("tiny", in: "pickled-weights")
    for entry in weights.entries {
        let expected = try golden.values(entry.name)
        #expect(entry.shape == expected.shape)
        switch entry.values {
        case .float32(let values): #expect(values == expected.values)
        case .int64(let values): #expect(values.map(Float.init) == expected.values)
        }
    }
    #expect(weights.entries.last?.values == .int64([0]))
}

@Test func `tensors that share a storage, plain dictionaries and empty ones are read`() throws {
    #expect(
        try seed("shared-storage.pth").entries == [
            .init(name: "a", shape: [2], values: .float32([0, 1])),
            .init(name: "b", shape: [2, 2], values: .float32([2, 3, 4, 5])),
            .init(name: "c", shape: [0, 3], values: .float32([])),
        ]
    )
    #expect(
        try seed("plain-dictionary.pth").entries
            == [.init(name: "count", shape: [3], values: .int64([1, -2, 1 << 40]))]
    )
    #expect(try seed("no-tensors.pth").entries.isEmpty)
}

@Test(.tags(.torch)) func `an entry becomes a tensor`() throws {
    let entry = try #require(try seed("tiny.pth").entries.first)
    let tensor = try entry.tensor()
    #expect(tensor.shape == [2, 3, 2, 1])
    try expect(tensor, equals: Golden("tiny", in: "pickled-weights").values("0.weight"))
}

@Test func `a file that is not there is named`() {
    let url = URL(fileURLWithPath: "/nowhere/weights.pth")
    let error = #expect(throws: PickledWeightsError.self) { try PickledWeights.read(contentsOf: url) }
    #expect(error?.file == "/nowhere/weights.pth")
}

/// Where `make setup` puts the ImageNet weights.
private let backbone = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".deps/backbone/efficientnet-lite0-57934424.pth")

private struct BackboneGolden: Decodable {
    struct Tensor: Decodable {
        let shape: [Int]
        let first: [Float]
        let sum: Double
    }

    let count: Int
    let tensors: [String: Tensor]
}

@Test(.enabled(if: FileManager.default.fileExists(atPath: backbone.path)))
func `the ImageNet weights are read as PyTorch reads them`() throws {
    let data = try Data(contentsOf: try resource("Goldens/efficientnet-lite0.json"))
    let golden = try JSONDecoder().decode(BackboneGolden.self, from: data)
    let weights = try PickledWeights.read(contentsOf: backbone)
    #expect(weights.entries.count == golden.count)
    for (name, expected) in golden.tensors {
        let entry = try #require(weights.entries.first { $0.name == name })
        guard case .float32(let values) = entry.values else {
            Issue.record("\(name) is not float32")
            continue
        }
        #expect(entry.shape == expected.shape)
        #expect(Array(values.prefix(5)) == expected.first)
        #expect(abs(values.reduce(0.0) { $0 + Double($1) } - expected.sum) < 1e-6)
    }
}
