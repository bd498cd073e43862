import FoundationEssentials
import Glibc
import InferenceUnits
import ModelBundles
import Testing

@testable import Inference

/// Runs a worker's loop on a prepared input and gives the messages that it wrote, and what it threw.
private func messages(
    _ colours: ColoursBundle,
    input: Data
) throws -> (messages: [WorkerMessage], error: (any Error)?) {
    let inputFile = colours.folder.appending(path: "input")
    let outputFile = colours.folder.appending(path: "output")
    try input.write(to: inputFile)
    let reading = open(inputFile.path(percentEncoded: false), O_RDONLY)
    let writing = open(outputFile.path(percentEncoded: false), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer {
        close(reading)
        close(writing)
    }
    var thrown: (any Error)?
    do {
        let loop = WorkerLoop(input: reading, output: writing, note: { _ in })
        try loop.run(bundle: colours.bundle.folder, settings: EngineSettings(cacheFolder: nil))
    } catch {
        thrown = error
    }
    var decoder = FrameDecoder()
    decoder.append(try Data(contentsOf: outputFile))
    var messages: [WorkerMessage] = []
    while let frame = try decoder.next() { messages.append(try frame.message()) }
    try decoder.finish()
    return (messages, thrown)
}

private func outcome(_ message: WorkerMessage) -> InferenceAnswer.Outcome? {
    guard case .answer(let answer) = message else { return nil }
    return answer.outcome
}

private func code(_ message: WorkerMessage) -> InferenceFailure.Code? {
    guard case .failed(let failure) = outcome(message) else { return nil }
    return failure.code
}

@Test func `a worker says that it is ready and answers each request, good or bad`() throws {
    let picture = try plainPicture(red: 230, green: 0)
    let input =
        try Frame(InferenceRequest(id: 1, image: "red.png"), image: picture).encoded
        + Frame(InferenceRequest(id: 2, image: "none.jpg"), image: Data("no image".utf8)).encoded
        + Frame(header: Data("{}".utf8)).encoded
        + Frame(InferenceRequest(id: 3, image: "late.png", deadline: .distantPast), image: picture).encoded
        + Frame(InferenceRequest(id: 4, image: "red.png", maximumResults: 1), image: picture).encoded
    let (messages, error) = try messages(ColoursBundle(), input: input)
    #expect(error == nil)
    #expect(messages.count == 6)
    guard case .ready(let ready) = messages[0], case .found(let first) = outcome(messages[1]),
        case .found(let last) = outcome(messages[5])
    else {
        Issue.record("\(messages)")
        return
    }
    #expect(ready.labels == ["red", "green"])
    #expect(first.detections.count == 2)
    #expect(messages[2...4].map(code) == [.badImage, .badRequest, .deadlinePassed])
    #expect(last.detections == [first.detections[0]])
}

@Test func `a bundle that cannot be loaded is told before the worker ends`() throws {
    let colours = try ColoursBundle()
    try FileManager.default.removeItem(at: colours.bundle.url(for: ModelBundle.graphPath))
    let (messages, error) = try messages(colours, input: Data())
    let missing = ModelBundleError.missingFile(folder: colours.bundle.name, path: "model.onnx")
    #expect(messages == [.refused("\(missing)")])
    #expect(error as? ModelBundleError == missing)
}

@Test func `an input that ends inside a frame is an error`() throws {
    let (messages, error) = try messages(ColoursBundle(), input: Data([5, 0, 0]))
    #expect(messages.count == 1)
    #expect(error as? FrameError == .cutOff(bytes: 3))
}
