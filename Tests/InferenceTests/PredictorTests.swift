import Annotations
import FoundationEssentials
import Imaging
import InferenceUnits
import ModelBundles
import Testing

@testable import Inference

private func predictor(
    _ colours: ColoursBundle,
    note: @escaping (String) -> Void = { _ in }
) throws -> Predictor {
    try Predictor(bundle: colours.bundle, settings: EngineSettings(cacheFolder: colours.cache), note: note)
}

@Test func `what the model says comes back in pixels of the image`() throws {
    let predictor = try predictor(ColoursBundle())
    // Three scores, of which the last is below the threshold of a label without evaluation: 0.68, 0.56, 0.45.
    let red = 230.0 / 255
    let found = try predictor.detect(plainPicture(red: 230, green: 0), name: "red.png")
    #expect(found.size == ImageSize(width: 128, height: 128))
    #expect(found.detections.map(\.label) == ["red", "red"])
    #expect(abs(found.detections[0].confidence - 0.75 * red) < 1e-6)
    #expect(found.detections[0].box == Box(left: 18, top: 16, right: 82, bottom: 48))
    // It leaves the input on two sides and is clipped to the image.
    #expect(abs(found.detections[1].confidence - 0.625 * red) < 1e-6)
    #expect(found.detections[1].box == Box(left: 96, top: 96, right: 128, bottom: 128))
    #expect(found.timings.total > 0)
}

@Test func `each axis of a wide image is scaled by its own factor`() throws {
    let predictor = try predictor(ColoursBundle())
    // 100 x 33 becomes 64 x 21 and 43 rows of padding at 127: red = (21 * 255 + 43 * 127) / 64 / 255.
    let found = try predictor.detect(
        plainPicture(red: 255, green: 0, width: 100, height: 33),
        name: "wide.png",
        filter: .everything
    )
    let share = (21.0 * 255 + 43 * 127) / 64 / 255
    let best = found.detections[0]
    #expect(abs(best.confidence - 0.75 * share) < 1e-5)
    #expect(abs(best.box.left - 9 * 100.0 / 64) < 1e-9)
    #expect(abs(best.box.top - 8 * 33.0 / 21) < 1e-9)
    #expect(abs(best.box.right - 41 * 100.0 / 64) < 1e-9)
    #expect(abs(best.box.bottom - 33) < 1e-9)
    // Green is found in the padding only, where nothing of the image is; the box at 48, 48 lies there too.
    #expect(found.detections.count == 1)
}

@Test func `without a filter each label has its own threshold`() throws {
    let predictor = try predictor(ColoursBundle(thresholds: [0.7, 0.1]))
    let found = try predictor.detect(plainPicture(red: 230, green: 51), name: "mixed.png")
    #expect(found.detections.map(\.label) == ["green"])
    #expect(abs(found.detections[0].confidence - 0.2) < 1e-6)
}

@Test func `a filter limits confidence and number`() throws {
    let predictor = try predictor(ColoursBundle())
    let picture = try plainPicture(red: 230, green: 51)
    let all = try predictor.detect(picture, name: "mixed.png", filter: .everything)
    // The second red box overlaps the first, and the one without area is none.
    #expect(all.detections.map(\.label) == ["red", "red", "green"])
    let one = DetectionFilter(minimumConfidence: 0, maximumResults: 1)
    #expect(try predictor.detect(picture, name: "mixed.png", filter: one).detections == [all.detections[0]])
    let sure = DetectionFilter(minimumConfidence: 0.6)
    #expect(try predictor.detect(picture, name: "mixed.png", filter: sure).detections == [all.detections[0]])
}

@Test func `an image that cannot be read is an error that names it`() throws {
    let predictor = try predictor(ColoursBundle())
    let error = #expect(throws: InferenceFailure.self) {
        try predictor.detect(Data([1, 2, 3]), name: "broken.jpg")
    }
    #expect(error?.code == .badImage)
    #expect(error?.message.contains("broken.jpg") == true)
    // The next one is looked at all the same.
    #expect(try predictor.detect(plainPicture(red: 255, green: 0), name: "a.png").detections.isEmpty == false)
}

@Test func `the second start takes the compiled model from the cache`() throws {
    let colours = try ColoursBundle()
    #expect(try predictor(colours).ready.timings.fromCache == false)
    #expect(try colours.cached().count == 1)
    let second = try predictor(colours)
    #expect(second.ready.timings.fromCache)
    #expect(second.ready.labels == ["red", "green"])
    #expect(second.ready.threads > 0)
    #expect(try second.detect(plainPicture(red: 230, green: 0), name: "red.png").detections.count == 2)
}

@Test(arguments: [0, 10, 3000])
func `a compiled model that was cut off is compiled anew`(length: Int) throws {
    let colours = try ColoursBundle()
    _ = try predictor(colours)
    let name = try #require(try colours.cached().first)
    let file = colours.cache.appending(path: name)
    let whole = try Data(contentsOf: file)
    #expect(whole.count > length)
    try whole.prefix(length).write(to: file)
    var notes: [String] = []
    let second = try predictor(colours) { notes.append($0) }
    #expect(second.ready.timings.fromCache == false)
    #expect(notes.count == 1)
    #expect(try second.detect(plainPicture(red: 230, green: 0), name: "red.png").detections.count == 2)
    #expect(try predictor(colours).ready.timings.fromCache)
}

@Test func `a cache that cannot be written costs a note, not the model`() throws {
    let colours = try ColoursBundle()
    var notes: [String] = []
    _ = try Predictor(
        bundle: colours.bundle,
        settings: EngineSettings(cacheFolder: URL(filePath: "/proc/katmai")),
        note: { notes.append($0) }
    )
    #expect(notes.count == 1)
}

@Test func `a changed graph is noticed before it runs`() throws {
    let colours = try ColoursBundle()
    let file = colours.bundle.url(for: ModelBundle.graphPath)
    var graph = try Data(contentsOf: file)
    graph[graph.count / 2] ^= 1
    try graph.write(to: file)
    #expect(throws: ModelBundleError.changedContent(folder: colours.bundle.name, path: "model.onnx")) {
        try predictor(colours)
    }
}

@Test func `a graph that is none is the engine's error`() throws {
    let error = #expect(throws: EngineError.self) { try predictor(ColoursBundle(graph: Data("graph".utf8))) }
    guard case .refused(let step, let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
    #expect(step.hasPrefix("read "))
    #expect(!reason.isEmpty)
}

@Test func `a graph with other labels than its description is refused`() throws {
    #expect(
        throws: EngineError.unexpectedGraph(problem: "\"scores\" is [1, 84, 2] instead of [1, 84, 3]")
    ) { try predictor(ColoursBundle(labels: ["red", "green", "blue"])) }
}

@Test func `a graph of another input size is refused`() throws {
    #expect(throws: EngineError.self) { try predictor(ColoursBundle(inputSize: 96)) }
}
