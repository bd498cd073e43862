import Foundation
import Imaging
import ModelBundles
import Networks
import Testing
import Torch

@testable import Inference

/// The weights that `make setup` unpacks; tests run in the package's folder.
private let weightsFile = URL(filePath: ".deps/backbone/efficientnet-lite0-57934424.pth")
private let hasWeights = FileManager.default.fileExists(atPath: weightsFile.path)

/// Real photos where there are any, else patterns.
private func inputs(size: Int) throws -> [[UInt8]] {
    if let root = ProcessInfo.processInfo.environment["KATMAI_DATASETS"] {
        let folder = URL(filePath: root).appending(path: "raccoon/images")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().prefix(20)
        return try names.map { name in
            let bytes = try Data(contentsOf: folder.appending(path: name))
            let decoded = try ImageDecoder.decode(bytes, name: name, longestSideAtLeast: size)
            return Letterbox(image: decoded.originalSize, input: size).apply(decoded.image).pixels
        }
    }
    return (1...3).map { factor in
        (0..<(size * size * 3)).map { UInt8(($0 / 3 % size * factor + $0 / size * 2 + $0 % 3 * 40) % 256) }
    }
}

@Test(.enabled(if: hasWeights, "needs the backbone that `make setup` unpacks"), .timeLimit(.minutes(5)))
func `OpenVINO and libtorch agree on boxes and scores`() throws {
    let size = 320
    let detector = try Detector(labelCount: 2, seed: 5)
    try ImageNetWeights(PickledWeights.read(contentsOf: weightsFile).entries).load(into: detector)
    // Without training all scores are near 1 %; the agreement that counts is that of likely boxes.
    try #require(detector.store["head.class_output.bias"]).fill(0)
    let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A temporary folder that stays behind harms nobody.
    defer { try? FileManager.default.removeItem(at: folder) }
    let writer = try ModelBundleWriter(target: folder.appending(path: "agreement.katmai"))
    let export = DetectorExport(labels: ["a", "b"], inputSize: size, version: "test")
    try writer.add(export.model(detector.folded()), at: ModelBundle.graphPath)
    let bundle = try writer.preview(
        ModelDescription(
            labels: ["a", "b"],
            inputSize: size,
            seed: 5,
            data: TrainingData(trainImages: 0, testImages: 0, digest: ""),
            codeVersion: "test",
            created: Date(timeIntervalSince1970: 0)
        )
    )
    let engine = try Engine(bundle: bundle, settings: EngineSettings(cacheFolder: nil), cache: nil)
    let decoder = try PointDecoder(points: AnchorPoints(inputSize: size))
    var compared = 0
    for pixels in try inputs(size: size) {
        _ = engine.input.bytes.update(from: pixels)
        try engine.run()
        let torch = try withoutGradients {
            try decoder(
                detector(
                    pixels.withUnsafeBytes { try Tensor.images($0, count: 1, height: size, width: size) },
                    isTraining: false
                )
            )
        }
        for (point, score) in torch.scores.enumerated() {
            #expect(abs(engine.scores.floats[point] - score) < 1e-4)
            guard score > 0.05 else { continue }
            compared += 1
            for side in (point / 2 * 4)..<(point / 2 * 4 + 4) {
                #expect(abs(engine.boxes.floats[side] - torch.boxes[side]) < 0.01)
            }
        }
    }
    #expect(compared > 1000, "a comparison of nothing would always pass")
}
