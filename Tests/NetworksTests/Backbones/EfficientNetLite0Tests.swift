import Foundation
import Networks
import Testing
import Torch

/// One feature map of `Goldens/backbone.json`, made with PyTorch from the same weights.
private struct FeatureGolden: Decodable {
    let shape: [Int]
    /// All channels at the first cell.
    let firstChannels: [Float]
    let mean: Float
}

/// The weights that `make setup` unpacks; tests run in the package's folder.
private let weightsFile = URL(filePath: ".deps/backbone/efficientnet-lite0-57934424.pth")
private let hasWeights = FileManager.default.fileExists(atPath: weightsFile.path)

@Test(.enabled(if: hasWeights, "needs the backbone that `make setup` unpacks"), arguments: [0, 3, 7])
func `ImageNet features equal PyTorch's, frozen or not`(frozenStages: Int) throws {
    let detector = try Detector(labelCount: 1, seed: 0)
    try ImageNetWeights(PickledWeights.read(contentsOf: weightsFile).entries).load(into: detector)
    try detector.freeze(stages: frozenStages)
    let pixels = (0..<(64 * 64 * 3)).map { index in
        let (x, y, channel) = (index / 3 % 64, index / 192, index % 3)
        return UInt8((x * 7 + y * 13 + channel * 29 + x * y) % 256)
    }
    let images = try pixels.withUnsafeBytes { bytes throws(TorchError) in
        try Tensor.images(bytes, count: 1, height: 64, width: 64)
    }
    let url = try #require(Bundle.module.url(forResource: "Goldens/backbone", withExtension: "json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let goldens = try decoder.decode([FeatureGolden].self, from: Data(contentsOf: url))
    for (feature, golden) in zip(try detector.features(images), goldens) {
        #expect(feature.shape == golden.shape)
        #expect(try abs(feature.mean().scalar() - golden.mean) < 1e-4)
        let cells = golden.shape[2] * golden.shape[3]
        let values = try feature.floats()
        for (channel, expected) in golden.firstChannels.enumerated() {
            #expect(abs(values[channel * cells] - expected) < 2e-3)
        }
    }
}

@Test(.enabled(if: hasWeights, "needs the backbone that `make setup` unpacks"))
func `frozen stages get no gradient and the others do`() throws {
    let detector = try Detector(labelCount: 2, seed: 1)
    try detector.freeze(stages: 3)
    let output = try detector(Tensor.normal(shape: [1, 3, 64, 64], deviation: 1, seed: 2), isTraining: true)
    try (output.logits.sum() + output.sides.sum()).backward()
    for entry in detector.store.entries where entry.kind == .parameter {
        let isFrozen =
            entry.path.hasPrefix("backbone.stem")
            || (0..<3).contains { entry.path.hasPrefix("backbone.stages.\($0).") }
        #expect(try (entry.tensor.gradient == nil) == isFrozen, "\(entry.path)")
    }
}

@Test func `the weights of another network are refused with the first that differs`() throws {
    let detector = try Detector(labelCount: 1, seed: 0)
    let file = [PickledWeights.Entry(name: "_conv_stem.weight", shape: [1], values: .float32([0]))]
    #expect(throws: ImageNetWeights.Failure.wrongCount(expected: 240, found: 1)) {
        try ImageNetWeights(file).load(into: detector)
    }
}
