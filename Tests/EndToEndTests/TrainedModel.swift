import Foundation
import ModelBundles
import Testing
import TrainingRuns

/// Annotation files, their images, and the settings to train on them with.
struct TrainingSet: Sendable {
    let train: URL
    let test: URL
    let images: URL
    let settings: [String]

    /// What comes after `katmai train`, save `--out`.
    var arguments: [String] {
        ["--train", train.path, "--test", test.path, "--images", images.path] + settings
    }

    /// Options for a training of which only the way matters, not the weights.
    static let quickest = ["--size", "128", "--epochs", "1", "--threads", "2"]

    /// Draws 24 and 12 scenes in a new folder.
    ///
    /// The settings are quick, not good, and have a checkpoint written after every epoch.
    static func drawn(in folder: URL) async throws -> TrainingSet {
        let scenes = folder.appending(path: "scenes")
        let drawing = try await Program.katmai.run(
            ["example", "--out", scenes.path, "--train", "24", "--test", "12", "--size", "160x120"],
            in: folder
        )
        try #require(drawing.code == 0, "\(drawing.errors)")
        return TrainingSet(
            train: scenes.appending(path: "train.manifest"),
            test: scenes.appending(path: "test.manifest"),
            images: scenes,
            settings: [
                "--size", "128", "--epochs", "5", "--seed", "1", "--threads", "2",
                "--checkpoint-seconds", "0",
            ]
        )
    }
}

/// A model trained once for all tests of a suite.
struct TrainedModel: Sendable {
    /// The model of the innermost suite that has one; see `TrainedModelTrait`.
    @TaskLocal static var current: TrainedModel?

    let set: TrainingSet
    /// The folder of the bundle and of whatever its making took.
    let folder: URL
    /// What its training told.
    let events: [TrainingEvent]

    static let bundleName = "trained.katmai"

    var bundle: URL { folder.appending(path: Self.bundleName) }

    /// Bytes of one of the bundle's files.
    func bytes(of path: String) throws -> Data {
        try Data(contentsOf: bundle.appending(path: path))
    }

    /// Trains on a set in a folder.
    static func make(_ set: TrainingSet, in folder: URL) async throws -> TrainedModel {
        let training = try await Program.katmai.run(
            ["train"] + set.arguments + ["--out", bundleName],
            in: folder
        )
        try #require(training.code == 0, "\(training.errors)")
        return TrainedModel(set: set, folder: folder, events: try training.events())
    }
}

/// Trains a model before a suite's first test, and removes it after the last.
struct TrainedModelTrait: SuiteTrait, TestScoping {
    /// Finds or makes the set to train on; it may use the folder given.
    let set: @Sendable (URL) async throws -> TrainingSet

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let model = try await TrainedModel.make(set(folder.url), in: folder.url)
        try await TrainedModel.$current.withValue(model) { try await function() }
        withExtendedLifetime(folder) {}
    }
}

extension Trait where Self == TrainedModelTrait {
    /// `TrainedModel.current` is the model of this set.
    static func trained(on set: @escaping @Sendable (URL) async throws -> TrainingSet) -> Self {
        TrainedModelTrait(set: set)
    }
}

extension Program.Ending {
    /// What a training told on its standard output.
    func events() throws -> [TrainingEvent] {
        try output.split(separator: "\n").map {
            try JSONDecoder().decode(TrainingEvent.self, from: Data($0.utf8))
        }
    }
}
