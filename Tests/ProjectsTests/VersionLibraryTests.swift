import Catalog
import Foundation
import ObjectStorage
import Testing

@testable import Projects

private let manifest = ObjectLocation(bucket: TestHome.bucket, key: "train.manifest")

/// A request for a version of a project.
private func request(
    _ project: ProjectReference,
    name: String = "v1",
    training: [ObjectLocation]? = nil,
    testing: TrainingRequest.Testing? = nil
) -> TrainingRequest {
    TrainingRequest(
        project: project,
        versionName: name,
        output: OutputPlace(bucket: TestHome.bucket, prefix: "out/"),
        training: training,
        testing: testing
    )
}

private let split = TrainingRequest.Testing(manifests: [], splitsTraining: true)

@Test func `a version is in training at once`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let versions = home.useCases.versions
    let version = try await versions.create(request(project, training: [manifest], testing: split))
    let page = try await versions.page(of: project, PageRequest(size: 1), names: ["v1"])
    let description = try #require(page.elements.first)
    #expect(description.version == version)
    #expect(description.status == .training)
    #expect(description.statusMessage == "The model is being trained.")
    #expect(description.output == OutputPlace(bucket: TestHome.bucket, prefix: "out/"))
    #expect(description.progress?.status == .queued)
    #expect(description.trainingData == nil)
    #expect(description.evaluation == nil)
    await expectRefusal(.versionNameTaken("v1", project: project)) {
        _ = try await versions.create(request(project, training: [manifest], testing: split))
    }
    await expectRefusal(.versionBusy(version, .training)) { _ = try await versions.delete(version) }
    await expectRefusal(.projectNotEmpty(project, datasets: 0, versions: 1)) {
        _ = try await home.useCases.projects.delete(project)
    }
    await expectRefusal(.versionBusy(version, .training)) {
        _ = try await home.useCases.models.start(version, minimumUnits: 1, maximumUnits: nil)
    }
    await expectRefusal(.modelNotRunning(version, .training)) {
        _ = try await home.useCases.models.detect(
            in: .bytes(Data([1])),
            with: version,
            minimumConfidence: nil,
            maximumResults: nil
        )
    }
}

@Test func `training data is given in one of AWS's two ways`() async throws {
    let project = ProjectReference(name: "cam", number: 1)
    let one = TrainingRequest.Testing(manifests: [manifest], splitsTraining: false)
    let none = TrainingRequest.Testing(manifests: [], splitsTraining: false)
    let both = TrainingRequest.Testing(manifests: [manifest], splitsTraining: true)
    #expect(try request(project).source() == .projectDatasets)
    #expect(
        try request(project, training: [manifest], testing: one).source()
            == .manifests(training: manifest, testing: manifest)
    )
    #expect(
        try request(project, training: [manifest], testing: split).source()
            == .manifests(training: manifest, testing: nil)
    )
    let wrong = [
        request(project, testing: split),
        request(project, training: [manifest]),
        request(project, training: [], testing: one),
        request(project, training: [manifest, manifest], testing: one),
        request(project, training: [manifest], testing: none),
        request(project, training: [manifest], testing: both),
    ]
    for request in wrong { #expect(throws: ProjectError.self) { try request.source() } }
}

@Test func `datasets and manifests exclude each other`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let versions = home.useCases.versions
    await expectRefusal(.invalidRequest("The project has no training dataset.")) {
        _ = try await versions.create(request(project))
    }
    let dataset = try await home.makeDataset(in: project, [line("1")])
    await expectRefusal(
        .invalidRequest("The project has datasets: TrainingData and TestingData cannot be given.")
    ) { _ = try await versions.create(request(project, training: [manifest], testing: split)) }
    try await home.useCases.datasets.update(dataset, with: Array(line("2").utf8))
    await expectRefusal(.datasetBusy(dataset, .updating)) { _ = try await versions.create(request(project)) }
    try await home.workOnDatasets()
    _ = try await versions.create(request(project))
}

@Test func `AWS's quotas of versions bind where they are asked for`() async throws {
    var limits = Limits.aws
    limits.concurrentTrainings = 1
    let home = try await TestHome(limits: limits)
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let versions = home.useCases.versions
    _ = try await versions.create(request(project, training: [manifest], testing: split))
    await expectRefusal(.limitExceeded(.trainings, limit: 1)) {
        _ = try await versions.create(request(project, name: "v2", training: [manifest], testing: split))
    }
}

@Test func `only what is trained is copied`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let other = try await home.useCases.projects.create(named: "other", tags: [:])
    let versions = home.useCases.versions
    let version = try await versions.create(request(project, training: [manifest], testing: split))
    func copy(from source: ProjectReference) async throws {
        _ = try await versions.copy(
            CopyRequest(
                sourceProject: source,
                source: version,
                destination: other,
                versionName: "copy",
                output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
            )
        )
    }
    await expectRefusal(.versionBusy(version, .training)) { try await copy(from: project) }
    await expectRefusal(.invalidRequest("The source version is not of the source project.")) {
        try await copy(from: other)
    }
}

@Test func `files are named as the service names them`() {
    func key(_ kind: VersionFileKind, _ prefix: String?) -> String {
        OutputPlace(bucket: "b", prefix: prefix).location(of: kind, project: "my-project", version: "1").key
    }
    #expect(key(.evaluationSummary, nil) == "EvaluationResultSummary-my-project-1.json")
    #expect(key(.manifestSummary, "") == "ManifestSummary-my-project-1.json")
    #expect(key(.trainingValidation, "out") == "out/TrainingManifestWithValidation-my-project-1.json")
    #expect(key(.testingValidation, "out/") == "out/TestingManifestWithValidation-my-project-1.json")
    #expect(key(.trainingSnapshot, "a/b") == "a/b/TrainingGroundTruth-my-project-1.json")
    #expect(key(.testingSnapshot, "a/b") == "a/b/TestingGroundTruth-my-project-1.json")
}

@Test func `an unknown step to fail at is an error`() throws {
    #expect(throws: Failpoint.UnknownStep.self) {
        try Failpoint(environment: [Failpoint.variable: "import-begun"])
    }
    _ = try Failpoint(environment: [:])
    _ = try Failpoint(environment: [Failpoint.variable: "import-batch"])
}

@Test func `a named step ends the process`() async {
    await #expect(processExitsWith: .signal(9)) { Failpoint(.importBatch).pass(.importBatch) }
    Failpoint(.importBatch).pass(.importRead)
    Failpoint().pass(.importBatch)
}
