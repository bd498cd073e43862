import Annotations
import Catalog
import Evaluation
import Foundation
import ModelBundles
import ObjectStorage
import Testing

@testable import Projects

/// A trainer that puts the bundle `trained.katmai` of the home where the job wants it.
private let goodTrainer = """
    home=$(dirname "$0")
    bundle=$(sed -n 's/.*"bundlePath":"\\([^"]*\\)".*/\\1/p' "$1/job.json")
    echo '{"event":"progress","epoch":1,"epochs":1,"step":3,"steps":3,"loss":1,"imagesPerSecond":1,"waiting":0,"secondsLeft":0,"endsEpoch":true}'
    cp -r "$home/trained.katmai" "$bundle"
    echo "{\\"event\\":\\"finished\\",\\"bundle\\":\\"$bundle\\",\\"seconds\\":2,\\"trainingSeconds\\":1,\\"peakMemoryBytes\\":1}"
    """

extension TestHome {
    /// The weights that trainings start from, and the model that the good trainer makes.
    fileprivate func makeBundles() throws {
        let description = ModelDescription(
            labels: ["bear"],
            inputSize: 64,
            seed: 1,
            data: ModelBundles.TrainingData(trainImages: 8, testImages: 2, digest: ""),
            codeVersion: "test",
            created: Date(timeIntervalSince1970: 1_690_558_767)
        )
        let base = try ModelBundleWriter(target: folder.appending(path: "base.katmai"))
        try base.add(Data("weights".utf8), at: ModelBundle.weightsPath)
        _ = try base.seal(description, needing: ModelBundle.weightsPath)

        let box = Box(left: 10, top: 20, width: 30, height: 40)
        let report = Evaluator.evaluate(
            [
                TestedImage(
                    id: "s3://bears/photos/1.png",
                    size: ImageSize(width: 128, height: 128),
                    truths: [Annotation(label: "bear", box: box)],
                    detections: [Detection(label: "bear", confidence: 0.9, box: box)]
                )
            ],
            labels: ["bear"],
            seed: 1,
            resamples: 0
        )
        let files = EvaluationFiles(
            report: report,
            lineIndices: nil,
            facts: RekognitionFiles.Facts(
                bundleName: "trained",
                created: description.created,
                trainingImages: 8,
                testingImages: 2,
                evaluationEnd: description.created
            )
        )
        let model = try ModelBundleWriter(target: folder.appending(path: "trained.katmai"))
        try model.add(Data("graph".utf8), at: ModelBundle.graphPath)
        for (name, bytes) in try files.contents() { try model.add(bytes, at: "evaluation/\(name)") }
        _ = try model.seal(description)
    }

    /// A version of a new project, trained on these lines as a manifest that is to be split.
    fileprivate func train(_ lines: [String]) async throws -> VersionDescription {
        try makeBundles()
        let project = try await useCases.projects.create(named: "cam", tags: [:])
        let manifest = try await put(lines.joined(separator: "\n"), at: "train.manifest")
        _ = try await useCases.versions.create(
            TrainingRequest(
                project: project,
                versionName: "v1",
                output: OutputPlace(bucket: Self.bucket, prefix: "out"),
                training: [manifest],
                testing: TrainingRequest.Testing(manifests: [], splitsTraining: true)
            )
        )
        return try await finishTraining(of: project)
    }

    /// Lets the queue work until the project's version is not in training any more.
    fileprivate func finishTraining(of project: ProjectReference) async throws -> VersionDescription {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.useCases.trainings.run() }
            while true {
                let page = try await useCases.versions.page(of: project, PageRequest(size: 1), names: nil)
                let version = try #require(page.elements.first)
                if version.status != .training {
                    useCases.trainings.stop()
                    try await group.waitForAll()
                    return version
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }
}

private let ten = (0..<10).map { line("\($0)") }

@Test(.timeLimit(.minutes(1)))
func `a training leaves a model and AWS's files`() async throws {
    let home = try await TestHome(trainer: goodTrainer)
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let version = try await home.train(ten)
    #expect(version.status == .trained)
    #expect(version.statusMessage == "The model is ready to run.")
    #expect(version.billableTrainingSeconds != nil)
    #expect(version.trainingEnd != nil)
    #expect(version.evaluation?.f1 == 1)
    #expect(version.trainingData?.isSplitOff == false)
    #expect(version.testingData?.isSplitOff == true)
    #expect(version.trainingData?.input.map(\.key) == ["train.manifest"])
    #expect(version.testingData?.input == [])

    let summary = try await home.text(at: try #require(version.evaluation?.summary))
    #expect(summary.contains(home.workshop.account.arn(of: version.version)))
    #expect(version.evaluation?.summary.key == "out/EvaluationResultSummary-cam-v1.json")
    let manifests = try await home.text(at: try #require(version.manifestSummary))
    #expect(manifests.contains(#""total_json_lines":8"#))
    #expect(manifests.contains(#""total_json_lines":2"#))
    let snapshot = try await home.text(at: try #require(version.trainingData?.output))
    #expect(snapshot.split(separator: "\n").count == 8)
    #expect(try await home.text(at: try #require(version.testingData?.output)).contains("photos/1.png"))
    let validation = try await home.text(at: try #require(version.testingData?.validation))
    #expect(validation.split(separator: "\n").count == 2)
    let bundle = try ModelBundle.open(at: home.workshop.home.model(version.version.number))
    #expect(bundle.description.labels == ["bear"])
    let left = try FileManager.default.contentsOfDirectory(
        atPath: home.workshop.home.run(version.version.number).path
    )
    #expect(!left.contains("images"))
    #expect(!left.contains("job.json"))
}

@Test(.timeLimit(.minutes(1)))
func `missing images cost their lines, and too many of them the training`() async throws {
    let home = try await TestHome(trainer: goodTrainer)
    for name in 0..<5 { try await home.putPicture("\(name)") }
    let version = try await home.train(ten)
    #expect(version.status == .trainingFailed)
    #expect(version.statusMessage == "The manifest file contains too many invalid rows.")
    #expect(version.billableTrainingSeconds == nil)
    #expect(version.evaluation == nil)
    let validation = try await home.text(at: try #require(version.trainingData?.validation))
    #expect(validation.contains("ERROR_INVALID_IMAGE"))
    #expect(
        try await home.text(at: try #require(version.manifestSummary))
            .contains("ERROR_TOO_MANY_INVALID_ROWS_IN_MANIFEST")
    )
}

@Test(.timeLimit(.minutes(1)))
func `without any image it says so`() async throws {
    let version = try await TestHome(trainer: goodTrainer).train(ten)
    #expect(version.statusMessage == "Failed to copy images from S3 bucket.")
}

@Test(.timeLimit(.minutes(1)))
func `image-level training fails and says why`() async throws {
    let lines = (0..<10).map { imageLine("\($0)", $0 % 2 == 0 ? "camellia" : "rose") }
    let version = try await TestHome(trainer: goodTrainer).train(lines)
    #expect(version.status == .trainingFailed)
    #expect(version.statusMessage.contains("image-level models are not built yet"))
    #expect(version.manifestSummary != nil)
}

@Test(.timeLimit(.minutes(1)))
func `no manifest leaves no validation files`() async throws {
    let version = try await TestHome(trainer: goodTrainer).train(["hello"])
    #expect(version.status == .trainingFailed)
    #expect(version.manifestSummary == nil)
    #expect(version.trainingData?.validation == nil)
}

@Test(.timeLimit(.minutes(1)))
func `a trainer that dies is started three times, and its log is told`() async throws {
    let home = try await TestHome(
        trainer: #"echo x >> "$(dirname "$0")/starts"; echo out of luck > "$1/trainer.log"; exit 3"#
    )
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let version = try await home.train(ten)
    #expect(version.status == .trainingFailed)
    #expect(version.statusMessage.contains("out of luck"))
    let starts = try String(contentsOf: home.folder.appending(path: "starts"), encoding: .utf8)
    #expect(starts == "x\nx\nx\n")
    let view = try await home.useCases.trainingViews.view(of: version.version)
    #expect(view.attempts == 3 && view.run == .failed)
}

@Test(.timeLimit(.minutes(1)))
func `a trainer that says why it fails is believed`() async throws {
    let home = try await TestHome(trainer: #"echo '{"event":"failed","reason":"no memory"}'; exit 1"#)
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let version = try await home.train(ten)
    #expect(version.statusMessage == "no memory")
    let overview = try await home.useCases.trainings.overview(limit: 1)
    #expect(overview.first?.attempts == 1)
    #expect(overview.first?.progress.status == .failed)
}

@Test func `a training that waits is cancelled at once`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    _ = try await home.makeDataset(in: project, ten)
    let version = try await home.useCases.versions.create(
        TrainingRequest(
            project: project,
            versionName: "v1",
            output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
        )
    )
    try await home.useCases.trainings.cancel(version)
    let page = try await home.useCases.versions.page(of: project, PageRequest(size: 1), names: nil)
    #expect(page.elements.first?.status == .trainingFailed)
    #expect(page.elements.first?.statusMessage == "The training was cancelled.")
    await expectRefusal(.versionBusy(version, .trainingFailed)) {
        try await home.useCases.trainings.cancel(version)
    }
    #expect(try await home.useCases.versions.delete(version) == .deleting)
}

@Test(.timeLimit(.minutes(1)))
func `a training on a project splits its dataset, and lists the dropped lines`() async throws {
    let home = try await TestHome(trainer: goodTrainer)
    try home.makeBundles()
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let train = try await home.makeDataset(in: project, ten + [#"{"a":1}"#])
    _ = try await home.useCases.versions.create(
        TrainingRequest(
            project: project,
            versionName: "v1",
            output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
        )
    )
    let version = try await home.finishTraining(of: project)
    #expect(version.status == .trained)
    #expect(try await home.names(in: train).count == 8)
    let page = try await home.useCases.projects.page(PageRequest(size: 1), names: nil)
    let test = try #require(page.elements.first?.datasets.first { $0.dataset.type == .test })
    #expect(try await home.names(in: test.dataset).count == 2)
    let dropped = ObjectLocation(bucket: TestHome.bucket, key: "KatmaiDroppedLines-cam-v1.json")
    let text = try await home.text(at: dropped)
    #expect(text.contains("ERROR_MISSING_SOURCE_REF"))
    #expect(text.contains(#""line":11"#))
}

@Test(.timeLimit(.minutes(1)))
func `a trained version is copied with its model and files`() async throws {
    let home = try await TestHome(trainer: goodTrainer)
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let source = try await home.train(ten)
    let other = try await home.useCases.projects.create(named: "other", tags: [:])
    let project = ProjectReference(name: "cam", number: 1_690_556_751_958)
    _ = try await home.useCases.versions.copy(
        CopyRequest(
            sourceProject: project,
            source: source.version,
            destination: other,
            versionName: "copy",
            output: OutputPlace(bucket: TestHome.bucket, prefix: "copies")
        )
    )
    let waiting = try await home.workshop.catalog.read { try $0.versions(inStatus: [.copying]) }
    for version in waiting { try await VersionCopy(workshop: home.workshop, version: version).run() }
    let page = try await home.useCases.versions.page(of: other, PageRequest(size: 1), names: nil)
    let copy = try #require(page.elements.first)
    #expect(copy.status == .copied)
    #expect(copy.source == source.version)
    #expect(copy.evaluation?.f1 == 1)
    #expect(copy.evaluation?.summary.key == "copies/EvaluationResultSummary-other-copy.json")
    _ = try ModelBundle.open(at: home.workshop.home.model(copy.version.number))
}

@Test(.timeLimit(.minutes(1)))
func `a model that cannot be started has failed, and may be deleted`() async throws {
    let home = try await TestHome(trainer: goodTrainer)
    for name in 0..<10 { try await home.putPicture("\(name)") }
    let version = try await home.train(ten)
    let project = ProjectReference(name: "cam", number: 1_690_556_751_958)
    await expectRefusal(.invalidInferenceUnits(minimum: 2, maximum: 1)) {
        _ = try await home.useCases.models.start(version.version, minimumUnits: 2, maximumUnits: 1)
    }
    let status = try await home.useCases.models.start(version.version, minimumUnits: 1, maximumUnits: nil)
    #expect(status == .starting)
    let page = try await home.useCases.versions.page(of: project, PageRequest(size: 1), names: nil)
    #expect(page.elements.first?.status == .failed)
    #expect(page.elements.first?.statusMessage.contains("no-worker") == true)
    #expect(page.elements.first?.minimumInferenceUnits == nil)
    await expectRefusal(.versionBusy(version.version, .failed)) {
        _ = try await home.useCases.models.stop(version.version)
    }
    #expect(try await home.useCases.versions.delete(version.version) == .deleting)
}
