import Annotations
import ChildProcesses
import FoundationEssentials
import Glibc
import Imaging
import InferenceUnits
import ModelBundles
import Testing

/// A folder with a model, a compiled-model cache and scripts, gone with its test.
private final class Workshop {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    /// A bundle around the graph that Inference's tests use, which finds red in fixed places.
    func launch() throws -> WorkerLaunch {
        let graph = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "InferenceTests/Goldens/colours.onnx")
        let writer = try ModelBundleWriter(target: folder.appending(path: "model"))
        try writer.add(copying: graph, at: ModelBundle.graphPath)
        let bundle = try writer.seal(
            ModelDescription(
                labels: ["red", "green"],
                inputSize: 64,
                seed: 1,
                data: TrainingData(trainImages: 1, testImages: 1, digest: ""),
                codeVersion: "test",
                created: Date(timeIntervalSince1970: 0)
            )
        )
        return WorkerLaunch(bundle: bundle.folder, threads: 1, cacheFolder: folder.appending(path: "cache"))
    }

    /// A worker that is a shell script.
    func script(_ text: String) throws -> WorkerLaunch {
        let file = folder.appending(path: "worker.sh")
        try Data("#!/bin/sh\n\(text)\n".utf8).write(to: file)
        chmod(file.path(percentEncoded: false), 0o700)
        return WorkerLaunch(bundle: folder, executable: file)
    }
}

private func picture() throws -> Data {
    let size = ImageSize(width: 128, height: 128)
    return try ImageEncoder.png(.filled(Colour(red: 230, green: 0, blue: 0), size: size))
}

/// The worker's error that a body throws.
private func workerError(_ body: () async throws -> Void) async -> WorkerError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? WorkerError
    }
}

@Test(.timeLimit(.minutes(1)))
func `a worker loads, answers, survives a bad image and ends`() async throws {
    let workshop = try Workshop()
    let (labels, pid) = try await WorkerProcess.run(workshop.launch()) { worker in
        let good = try await worker.detect(InferenceRequest(id: 1, image: "red.png"), image: picture())
        guard case .found(let found) = good else {
            Issue.record("\(good)")
            return ([String](), worker.processIdentifier)
        }
        let bad = try await worker.detect(InferenceRequest(id: 2, image: "bad.png"), image: Data([1]))
        guard case .failed(let failure) = bad else {
            Issue.record("\(bad)")
            return ([], worker.processIdentifier)
        }
        #expect(failure.code == .badImage)
        #expect(failure.message.contains("bad.png"))
        // More than a pipe holds.
        let large = try picture() + Data(count: 3 << 20)
        guard case .found = try await worker.detect(InferenceRequest(id: 3, image: "l.png"), image: large)
        else {
            Issue.record("a large image")
            return ([], worker.processIdentifier)
        }
        // Ctrl-C at the terminal does not reach a session of its own.
        #expect(getsid(worker.processIdentifier) == worker.processIdentifier)
        return (found.detections.map(\.label), worker.processIdentifier)
    }
    #expect(labels == ["red", "red"])
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
}

@Test(.timeLimit(.minutes(1)))
func `a worker that is killed is an error that says so`() async throws {
    let workshop = try Workshop()
    let error = await workerError {
        try await WorkerProcess.run(workshop.launch()) { worker in
            kill(worker.processIdentifier, SIGKILL)
            _ = try await worker.detect(InferenceRequest(id: 1, image: "red.png"), image: picture())
        }
    }
    #expect(error == .ended(how: .killed(signal: SIGKILL), log: ""))
}

@Test(.timeLimit(.minutes(1)))
func `the last words of a worker that dies at once are kept`() async throws {
    let workshop = try Workshop()
    let error = await workerError {
        try await WorkerProcess.run(workshop.script("echo 'no library' >&2; exit 3")) { _ in }
    }
    #expect(error == .ended(how: .exited(code: 3), log: "no library"))
}

@Test(.timeLimit(.minutes(1)))
func `a worker that speaks otherwise is an error`() async throws {
    let workshop = try Workshop()
    let error = await workerError {
        try await WorkerProcess.run(workshop.script("echo 'hello there, I am no worker'; cat > /dev/null")) {
            _ in
        }
    }
    guard case .protocolBroken = error else {
        Issue.record("\(String(describing: error))")
        return
    }
}

@Test(.timeLimit(.minutes(1)))
func `a model that cannot be loaded is refused with the worker's reason`() async throws {
    let workshop = try Workshop()
    var launch = try workshop.launch()
    try Data("x".utf8).write(to: launch.bundle.appending(path: "model.json"))
    let error = await workerError { try await WorkerProcess.run(launch) { _ in } }
    guard case .refused(let reason) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
    #expect(reason.contains("is not JSON"))
    launch.executable = URL(filePath: "/nowhere/katmai-worker")
    #expect(
        await workerError { try await WorkerProcess.run(launch) { _ in } }
            == .noProgram(path: "/nowhere/katmai-worker")
    )
}

@Test(.timeLimit(.minutes(1)))
func `what the body throws comes through and the worker ends`() async throws {
    struct Stop: Error {}
    let workshop = try Workshop()
    await #expect(throws: Stop.self) {
        try await WorkerProcess.run(workshop.launch()) { _ in throw Stop() }
    }
}
