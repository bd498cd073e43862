import FoundationEssentials
import ModelBundles

/// A folder that goes away with its test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        // Nothing depends on it: the system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: url)
    }
}

/// A description with every field set to something that is not its default.
func sampleDescription() -> ModelDescription {
    ModelDescription(
        labels: ["bear", "otter"],
        thresholds: [0.25, nil],
        inputSize: 320,
        letterbox: LetterboxRule(placement: .topLeft, padding: 100),
        suppression: SuppressionRule(
            iou: 0.5,
            scoreFloor: 0.02,
            candidatesPerLabel: 30,
            detectionsPerLabel: 10
        ),
        backbone: "efficientnet-lite0",
        ancestry: ["imagenet"],
        seed: 18_446_744_073_709_551_615,
        settings: ["epochs": "40"],
        data: TrainingData(trainImages: 160, testImages: 40, digest: "ab12"),
        codeVersion: "0.1.0",
        created: Date(timeIntervalSince1970: 1_700_000_000),
        precision: .bfloat16
    )
}

/// Writes a whole bundle with a graph of these bytes.
func writeBundle(at target: URL, graph: String = "graph", replacing: Bool = false) throws -> ModelBundle {
    let writer = try ModelBundleWriter(target: target, replacing: replacing)
    try writer.add(Data(graph.utf8), at: ModelBundle.graphPath)
    try writer.add(Data("{}".utf8), at: ModelBundle.summaryPath)
    return try writer.seal(sampleDescription())
}

/// The typed error that a body throws.
func bundleError(_ body: () throws -> Void) -> ModelBundleError? {
    do {
        try body()
        return nil
    } catch {
        return error as? ModelBundleError
    }
}
