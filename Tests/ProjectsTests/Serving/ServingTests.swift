import Annotations
import Catalog
import Foundation
import Imaging
import ModelBundles
import Testing

@testable import Projects

extension TestHome {
    /// A trained version of a model that finds red in fixed places: the one that Inference's tests use.
    fileprivate func addVersion(_ number: Int64 = 7, graph: Data? = nil) async throws -> VersionReference {
        let target = workshop.home.model(number)
        try HomeFolders.makeFolder(for: target)
        let colours = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "InferenceTests/Goldens/colours.onnx")
        var source = colours
        if let graph {
            source = folder.appending(path: "\(number).onnx")
            try graph.write(to: source)
        }
        let writer = try ModelBundleWriter(target: target)
        try writer.add(copying: source, at: ModelBundle.graphPath)
        _ = try writer.seal(
            ModelDescription(
                labels: ["red", "green"],
                inputSize: 64,
                seed: 1,
                data: TrainingData(trainImages: 1, testImages: 1, digest: ""),
                codeVersion: "test",
                created: Date(timeIntervalSince1970: 0)
            )
        )
        return try await workshop.catalog.write { catalog in
            let project = try catalog.project(named: "cam") ?? catalog.insertProject(named: "cam", now: 1000)
            let version = VersionRecord(
                id: number,
                projectID: project.id,
                name: "v\(number)",
                status: .trained,
                statusMessage: VersionMessage.ready,
                outputBucket: "out",
                outputPrefix: nil
            )
            try catalog.insert(version)
            return version.reference(in: "cam")
        }
    }

    fileprivate func detect(_ version: VersionReference) async throws -> [DetectedLabel] {
        let size = ImageSize(width: 128, height: 128)
        let png = try ImageEncoder.png(.filled(Colour(red: 230, green: 0, blue: 0), size: size))
        return try await useCases.models.detect(
            in: .bytes(png),
            with: version,
            minimumConfidence: nil,
            maximumResults: nil
        )
    }

    fileprivate func model(_ version: VersionReference) async throws -> ServedModel {
        try await useCases.models.overview(of: version)
    }

    /// Ends all workers.
    fileprivate func end() async {
        await useCases.models.served.shutDown()
    }
}

@Test(.timeLimit(.minutes(1)))
func `first questions at once share one load, and the status stays`() async throws {
    let home = try await TestHome(hasWorker: true)
    let version = try await home.addVersion()
    let names = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<20 { group.addTask { try await home.detect(version).map(\.name) } }
        return try await group.reduce(into: [[String]]()) { $0.append($1) }
    }
    #expect(names == Array(repeating: ["red", "red"], count: 20))
    let model = try await home.model(version)
    #expect(model.status == .trained)
    #expect(model.load == .loaded)
    #expect(model.units.map(\.answered) == [20])
    #expect(model.memoryBytes > 1_000_000)
    #expect(model.secondsUntilUnload != nil)
    let month = try #require(try await home.useCases.models.usage(of: version).months.first)
    #expect(month.loads == 1)
    #expect(month.coldCalls >= 1)
    #expect(month.calls == 20)
    #expect(month.cold.count + month.warm.count == 20)
    _ = try await home.detect(version)
    #expect(try await home.useCases.models.usage().months.first?.warmCalls == month.warmCalls + 1)
    await home.end()
    #expect(try await home.model(version).load == .unloaded)
}

@Test(.timeLimit(.minutes(1)))
func `a model is unloaded when nobody asks, and loaded again`() async throws {
    let home = try await TestHome(hasWorker: true, serving: ServingSettings(idleSeconds: 1))
    let version = try await home.addVersion()
    _ = try await home.detect(version)
    while try await home.model(version).load != .unloaded { try await Task.sleep(for: .milliseconds(50)) }
    #expect(try await home.model(version).memoryBytes == 0)
    #expect(try await home.detect(version).count == 2)
    #expect(try await home.useCases.models.usage().months.first?.loads == 2)
    await home.end()
}

@Test(.timeLimit(.minutes(1)))
func `started, a model has its units until it is stopped`() async throws {
    let home = try await TestHome(hasWorker: true, serving: ServingSettings(mode: .manual, cores: 2))
    let version = try await home.addVersion()
    await expectRefusal(.modelNotRunning(version, .trained)) { _ = try await home.detect(version) }
    _ = try await home.useCases.models.start(version, minimumUnits: 2, maximumUnits: 2)
    let model = try await home.model(version)
    #expect(model.status == .running)
    #expect(model.isPinned)
    #expect(model.units.map(\.threads) == [1, 1])
    #expect(try await home.detect(version).count == 2)
    _ = try await home.useCases.models.stop(version)
    #expect(try await home.model(version).status == .stopped)
    #expect(try await home.model(version).load == .unloaded)
    await expectRefusal(.modelNotRunning(version, .stopped)) { _ = try await home.detect(version) }
    let served = try await home.useCases.models.changeServing(of: version) { $0.mode = .onDemand }
    #expect(served.source == .version)
    #expect(try await home.detect(version).count == 2)
    #expect(try await home.model(version).status == .stopped)
    await home.end()
}

@Test(.timeLimit(.minutes(1)))
func `a worker that is killed costs nobody an answer`() async throws {
    let home = try await TestHome(hasWorker: true)
    let version = try await home.addVersion()
    for _ in 0..<3 {
        _ = try await home.detect(version)
        let process = try #require(try await home.model(version).units.first?.processIdentifier)
        kill(process, SIGKILL)
    }
    #expect(try await home.detect(version).count == 2)
    #expect(try await home.useCases.models.usage().months.first?.failedCalls == 0)
    await home.end()
}

@Test(.timeLimit(.minutes(1)))
func `a bundle that cannot be loaded fails its version with the reason`() async throws {
    let home = try await TestHome(hasWorker: true)
    let version = try await home.addVersion(graph: Data("no graph".utf8))
    await #expect(throws: ProjectError.self) { try await home.detect(version) }
    let record = try await home.workshop.catalog.read { try $0.existingVersion(version) }
    #expect(record.status == .failed)
    #expect(record.statusMessage.hasPrefix("The model cannot be run: "))
    await expectRefusal(.modelNotRunning(version, .failed)) { _ = try await home.detect(version) }
    await home.end()
}

@Test(.timeLimit(.minutes(1)))
func `a version that is deleted leaves memory first`() async throws {
    let home = try await TestHome(hasWorker: true)
    let version = try await home.addVersion()
    _ = try await home.detect(version)
    _ = try await home.useCases.versions.delete(version)
    await home.useCases.models.unload(version.number)
    #expect(await home.useCases.models.memory().usedBytes == 0)
    await expectRefusal(.modelNotRunning(version, .deleting)) { _ = try await home.detect(version) }
    await home.end()
}

@Test(.timeLimit(.minutes(1)))
func `models leave for each other where memory is short`() async throws {
    let home = try await TestHome(hasWorker: true, serving: ServingSettings(modelMegabytes: 1))
    let versions = [try await home.addVersion(1), try await home.addVersion(2), try await home.addVersion(3)]
    for version in versions + versions { #expect(try await home.detect(version).count == 2) }
    let usage = try await home.useCases.models.usage()
    #expect(usage.months.map(\.loads) == [2, 2, 2])
    #expect(await home.useCases.models.memory().evictions == 5)
    await home.end()
}

@Test func `the version's word comes before the tag's, and that before the server's`() async throws {
    let home = try await TestHome()
    let version = try await home.addVersion()
    let models = home.useCases.models
    #expect(try await home.model(version).source == .server)
    try await home.useCases.tags.add([ServingTag.key: "manual"], to: .version(version))
    #expect(try await home.model(version).mode == .manual)
    #expect(try await models.overview().map(\.source) == [.tag])
    try await home.useCases.tags.add([ServingTag.key: "always"], to: .version(version))
    #expect(try await home.model(version).mode == .onDemand)
    #expect(try await home.model(version).tagProblem?.contains("always") == true)
    let changed = try await models.changeServing(of: version) {
        $0.mode = .manual
        $0.idleSeconds = 20
    }
    #expect(changed.mode == .manual)
    #expect(changed.source == .version)
    #expect(changed.idleSeconds == 20)
    // It is not even looked at any more.
    #expect(changed.tagProblem == nil)
    #expect(try await models.overview().map(\.tagProblem) == [nil])
    await #expect(throws: ProjectError.self) {
        _ = try await models.changeServing(of: version) { $0.idleSeconds = 0 }
    }
}
