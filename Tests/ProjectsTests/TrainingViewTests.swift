import Catalog
import Foundation
import Testing
import TrainingRuns

@testable import Projects

private func started(at step: Int) -> TrainingEvent {
    .started(
        TrainingEvent.Started(
            trainingImages: 40,
            validationImages: 5,
            testImages: 10,
            negativeImages: 0,
            labels: ["bear"],
            epochs: 4,
            stepsPerEpoch: 10,
            threads: 2,
            step: step
        )
    )
}

private func progress(_ step: Int, loss: Double) -> TrainingEvent {
    .progress(
        TrainingEvent.Progress(
            epoch: (step - 1) / 10 + 1,
            epochs: 4,
            step: step,
            steps: 40,
            loss: loss,
            imagesPerSecond: 20,
            waiting: 0,
            secondsLeft: Double(40 - step),
            endsEpoch: step % 10 == 0
        )
    )
}

private func validated(_ epoch: Int) -> TrainingEvent {
    .validated(TrainingEvent.Validated(epoch: epoch, ap50: 0.5, ap: 0.3, isBest: true))
}

/// A run folder, gone with its test.
private final class Folder {
    let run = RunFolder(
        url: FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    )
    var file: URL { run.url.appending(path: "events.jsonl") }

    init() throws {
        try FileManager.default.createDirectory(at: run.url, withIntermediateDirectories: true)
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: run.url)
    }
}

@Test func `what a trainer says becomes curves`() throws {
    let folder = try Folder()
    let log = EventLog(folder.run)
    #expect(try log.series().losses.isEmpty)
    try log.append([started(at: 0), progress(5, loss: 3)])
    try log.append([progress(10, loss: 2), validated(1)])
    let series = try log.series()
    #expect(series.start?.trainingImages == 40)
    #expect(series.losses.map(\.step) == [5, 10])
    #expect(series.losses.map(\.epoch) == [0.5, 1])
    #expect(series.losses.map(\.loss) == [3, 2])
    #expect(series.losses.map(\.endsEpoch) == [false, true])
    #expect(series.validations.map(\.epoch) == [1])
    #expect(series.secondsLeft == 30)
}

@Test func `a run that goes on from a checkpoint has each step once`() throws {
    let folder = try Folder()
    let log = EventLog(folder.run)
    try log.append([
        started(at: 0), progress(10, loss: 3), validated(1), progress(20, loss: 2), validated(2),
        progress(25, loss: 1.9),
    ])
    // Cut off by a kill.
    let handle = try FileHandle(forWritingTo: folder.file)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(#"{"event":"progress","ep"#.utf8))
    try handle.close()
    try log.append([started(at: 12), progress(20, loss: 2.1), validated(2)])
    let series = try log.series()
    #expect(series.losses.map(\.step) == [10, 20])
    #expect(series.losses.map(\.loss) == [3, 2.1])
    #expect(series.validations.map(\.epoch) == [1, 2])
}

@Test func `a long curve is thinned evenly and keeps its ends`() throws {
    let folder = try Folder()
    let log = EventLog(folder.run)
    try log.append((1...3000).map { progress($0, loss: 1) })
    let points = try log.series().losses(atMost: 1000)
    #expect(points.count == 1000)
    #expect(points.first?.step == 1)
    #expect(points.last?.step == 3000)
    #expect(try log.series().losses(atMost: 5000).count == 3000)
}

@Test func `a training is asked for with settings of its own, which must be possible`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    _ = try await home.makeDataset(in: project, (0..<10).map { line("\($0)") })
    func request(_ choices: TrainingChoices) async throws -> TrainingRequest {
        TrainingRequest(
            project: project,
            versionName: try await home.useCases.trainingViews.defaultVersionName(in: project),
            output: try await home.useCases.photos.outputPlace(for: project),
            choices: choices
        )
    }
    for choices in [
        TrainingChoices(inputSize: 100), TrainingChoices(epochs: 0), TrainingChoices(seed: .max),
    ] {
        await #expect(throws: ProjectError.self) {
            try await home.useCases.versions.create(try await request(choices))
        }
    }
    let unknown = VersionReference(project: "cam", name: "v0", number: 3)
    await expectRefusal(.noSuchVersion(unknown)) {
        _ = try await home.useCases.versions.create(try await request(TrainingChoices(from: unknown)))
    }
    let choices = TrainingChoices(epochs: 7, inputSize: 416, seed: 5)
    let version = try await home.useCases.versions.create(try await request(choices))
    #expect(version.name == "v1")
    #expect(try await home.useCases.trainingViews.defaultVersionName(in: project) == "v2")
    let view = try await home.useCases.trainingViews.view(of: version)
    #expect(view.choices == choices)
    #expect(view.version.output.bucket == "katmai-console-111122223333")
    #expect(view.version.progress?.status == .queued)
    #expect(view.losses.isEmpty)
    let run = try #require(try await home.workshop.catalog.read { try $0.run(of: version.number) })
    let settings = TrainingSettings().with(run)
    #expect(settings.epochs == 7)
    #expect(settings.inputSize == 416)
    #expect(settings.seed == 5)
}

@Test func `the end of a log comes in whole lines`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    _ = try await home.makeDataset(in: project, (0..<10).map { line("\($0)") })
    let version = try await home.useCases.versions.create(
        TrainingRequest(
            project: project,
            versionName: "v1",
            output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
        )
    )
    #expect(try await home.useCases.trainingViews.log(of: version) == "")
    let folder = RunFiles(home.workshop.home.run(version.number)).folder
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    try Data("first line\nsecond line\nthird line\n".utf8).write(to: folder.log)
    #expect(try await home.useCases.trainingViews.log(of: version, lastBytes: 15) == "third line\n")
    #expect(try await home.useCases.trainingViews.log(of: version).hasPrefix("first"))
}
