import Annotations
import Catalog
import Evaluation
import Foundation
import ModelBundles
import Testing

@testable import Projects

private let box = Box(left: 10, top: 20, width: 30, height: 40)

/// Finds a bear of 0.9 where the sample lines have one, and one of 0.4 where nothing is.
private let worker = #"""
    #!/usr/bin/env python3
    import json, struct, sys
    def send(message):
        header = json.dumps(message).encode()
        sys.stdout.buffer.write(struct.pack("<II", len(header), 0) + header)
        sys.stdout.buffer.flush()
    send({"ready": {"_0": {"labels": ["bear"], "engine": "test", "precision": "f32", "threads": 1,
        "timings": {"verify": 0, "compile": 0, "from_cache": False}}}})
    while True:
        lengths = sys.stdin.buffer.read(8)
        if len(lengths) < 8: break
        header, payload = struct.unpack("<II", lengths)
        request = json.loads(sys.stdin.buffer.read(header))
        sys.stdin.buffer.read(payload)
        assert request["minimum_confidence"] == 0
        send({"answer": {"_0": {"id": request["id"], "outcome": {"found": {"_0": {
            "size": {"width": 128, "height": 128},
            "labels": ["bear"], "detections": [0, 0.9, 10, 20, 30, 40, 0, 0.4, 90, 20, 30, 40],
            "timings": {"decode": 0, "letterbox": 0, "engine": 0, "suppression": 0}}}}}}})
    """#

extension TestHome {
    /// A trained version whose report names `1.png`, found, and `gone.png`, missed.
    fileprivate func makeVersion(in project: ProjectReference) async throws -> VersionReference {
        let description = ModelDescription(
            labels: ["bear"],
            inputSize: 64,
            seed: 1,
            data: ModelBundles.TrainingData(trainImages: 8, testImages: 2, digest: ""),
            codeVersion: "test",
            created: Date(timeIntervalSince1970: 1_690_558_767)
        )
        func tested(_ name: String, _ confidence: Double?) -> TestedImage {
            TestedImage(
                id: "s3://bears/photos/\(name).png",
                size: ImageSize(width: 128, height: 128),
                truths: [Annotation(label: "bear", box: box)],
                detections: confidence.map { [Detection(label: "bear", confidence: $0, box: box)] } ?? []
            )
        }
        let report = Evaluator.evaluate(
            [tested("1", 0.9), tested("gone", nil)],
            labels: ["bear"],
            seed: 1,
            resamples: 0
        )
        let number: Int64 = 77
        try FileManager.default.createDirectory(
            at: workshop.home.models,
            withIntermediateDirectories: true
        )
        let model = try ModelBundleWriter(target: workshop.home.model(number))
        try model.add(Data("graph".utf8), at: ModelBundle.graphPath)
        try model.add(try report.json(), at: ModelBundle.reportPath)
        _ = try model.seal(description)
        let program = folder.appending(path: "no-worker")
        try Data(worker.utf8).write(to: program)
        chmod(program.path, 0o700)
        return try await workshop.write { catalog in
            let owner = try catalog.existingProject(project)
            var version = VersionRecord(
                id: number,
                projectID: owner.id,
                name: "v1",
                status: .trained,
                statusMessage: "m",
                outputBucket: Self.bucket,
                outputPrefix: nil
            )
            version.f1 = report.scores?.f1
            try catalog.insert(version)
            return version.reference(in: owner.name)
        }
    }

    /// Does what waits for evaluations, as the background would.
    fileprivate func workOnEvaluations() async throws {
        while let next = try await workshop.catalog.read({ try $0.nextEvaluation() }) {
            try await EvaluationJob(workshop: workshop, evaluation: next, stop: StopSignal()).run()
        }
    }
}

@Test func `a report is shown with its entries, and its images are found by verdict`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let test = try await home.makeDataset(.test, in: project, [line("1"), line("2")])
    let version = try await home.makeVersion(in: project)
    let view = try await home.useCases.evaluations.view(of: version)
    let label = try #require(view.labels.first)
    #expect(label.correct == 1)
    #expect(label.invented == 0)
    #expect(label.missed == 1)
    #expect(label.assumedThreshold == 0.9)
    #expect(label.thresholds.correct[180] == 1)
    #expect(label.thresholds.correct[181] == 0)
    #expect(label.thresholds.missed[181] == 2)
    #expect(view.overall == label.thresholds)
    #expect(view.scores?.recall.value == 0.5)
    let entries = try await home.entries(of: test)
    #expect(view.images.map(\.name) == ["1.png", "gone.png"])
    #expect(view.images.map(\.entry) == [entries[0].id, nil])
    #expect(view.images[0].entrySet == .test)
    #expect(view.images[0].truths.map(\.verdict) == ["correct"])
    #expect(view.images[1].truths.map(\.verdict) == ["missed"])
    #expect(view.images[0].detections.map(\.partner) == [0])

    func names(_ verdict: EntryVerdict, _ label: String? = nil) async throws -> [String] {
        let choice = EntryChoice(verdict: VerdictChoice(version: version, verdict: verdict, label: label))
        return try await home.entries(of: test, choice).map(\.name)
    }
    #expect(try await names(.correct) == ["1.png"])
    #expect(try await names(.correct, "wolf") == [])
    #expect(try await names(.missed) == [])
    await #expect(throws: LabellingError.noSuchPicture("s3://bears/secret.png")) {
        try await home.useCases.photos.picture(at: "s3://bears/secret.png", in: version, evaluation: nil)
    }
    await #expect(throws: LabellingError.noSuchEvaluation(5)) {
        try await home.useCases.evaluations.view(of: version, evaluation: 5)
    }
}

@Test(.timeLimit(.minutes(1)))
func `a version is tested again on what its project holds now`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    for name in ["1", "2"] { try await home.putPicture(name) }
    let test = try await home.makeDataset(.test, in: project, [line("1"), line("2"), line("lost")])
    let version = try await home.makeVersion(in: project)
    let evaluations = home.useCases.evaluations
    let id = try await evaluations.evaluateAgain(version)
    #expect(try await evaluations.list(of: version).map(\.id) == [nil, id])
    #expect(try await evaluations.list(of: version).last?.state == .waiting)
    try await home.workOnEvaluations()

    let overview = try #require(try await evaluations.list(of: version).last)
    #expect(overview.state == .finished)
    #expect(overview.f1 == 1)
    #expect(overview.change?.added == 1)
    #expect(overview.change?.removed == 1)
    #expect(overview.change?.relabelled == 0)
    #expect(overview.changedSince == 0)
    let view = try await evaluations.view(of: version, evaluation: id)
    #expect(view.images.map(\.name) == ["1.png", "2.png"])
    #expect(view.labels.first?.detections == 4)
    #expect(view.labels.first?.thresholds.invented[80] == 2)
    // The one made at the training stays what it is.
    #expect(try await evaluations.view(of: version).images.map(\.name) == ["1.png", "gone.png"])

    let entry = try #require(try await home.entries(of: test).first)
    _ = try await home.useCases.labelling.save(
        [],
        state: .noObject,
        entry: entry.id,
        in: project,
        revision: 1
    )
    #expect(try await evaluations.list(of: version).last?.changedSince == 1)
}

@Test(.timeLimit(.minutes(1)))
func `an evaluation that cannot be made says why`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let version = try await home.makeVersion(in: project)
    await expectRefusal(.invalidRequest("The project has no labelled test image.")) {
        _ = try await home.useCases.evaluations.evaluateAgain(version)
    }
    _ = try await home.makeDataset(.test, in: project, [line("lost")])
    _ = try await home.useCases.evaluations.evaluateAgain(version)
    try await home.workOnEvaluations()
    let state = try await home.useCases.evaluations.list(of: version).last?.state
    #expect(state == .failed(reason: "No test image can be read."))
}

@Test func `a threshold is chosen for serving and taken back`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let version = try await home.makeVersion(in: project)
    let evaluations = home.useCases.evaluations
    #expect(try await evaluations.threshold(of: version) == nil)
    try await evaluations.setThreshold(0.35, of: version)
    #expect(try await evaluations.threshold(of: version) == 0.35)
    #expect(try await home.useCases.overviews.versions(of: project).first?.threshold == 0.35)
    await expectRefusal(.invalidRequest("A threshold lies between 0 and 1.")) {
        try await evaluations.setThreshold(1.5, of: version)
    }
    try await evaluations.setThreshold(nil, of: version)
    #expect(try await evaluations.threshold(of: version) == nil)
}
