import Annotations
import Foundation
import Imaging
import ModelBundles
import Testing

/// Files made by `Goldens/make_goldens.py`.
enum Goldens {
    static func url(_ name: String) throws -> URL {
        try #require(Bundle.module.url(forResource: "Goldens", withExtension: nil)).appending(path: name)
    }
}

/// A bundle around `colours.onnx`, which finds `red` and `green` in fixed places of a 64-pixel input, as sure as the
/// input is red or green on average; with a compiled-model cache of its own, and gone with its test.
final class ColoursBundle {
    let folder: URL
    let bundle: ModelBundle
    var cache: URL { folder.appending(path: "cache") }

    init(
        labels: [String] = ["red", "green"],
        thresholds: [Double?]? = nil,
        inputSize: Int = 64,
        graph: Data? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        let writer = try ModelBundleWriter(target: folder.appending(path: "model"))
        try writer.add(graph ?? Data(contentsOf: Goldens.url("colours.onnx")), at: ModelBundle.graphPath)
        bundle = try writer.seal(
            ModelDescription(
                labels: labels,
                thresholds: thresholds,
                inputSize: inputSize,
                seed: 1,
                data: TrainingData(trainImages: 1, testImages: 1, digest: ""),
                codeVersion: "test",
                created: Date(timeIntervalSince1970: 0)
            )
        )
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Names of the compiled models in the cache.
    func cached() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: cache.path(percentEncoded: false)).sorted()
    }
}

/// A PNG of one colour.
func plainPicture(red: UInt8, green: UInt8, width: Int = 128, height: Int = 128) throws -> Data {
    let size = ImageSize(width: width, height: height)
    return try ImageEncoder.png(.filled(Colour(red: red, green: green, blue: 0), size: size))
}
