import Foundation
import ModelBundles
import Testing
import TrainingRuns

extension EndToEnd {
    /// `katmai train` without a mishap.
    struct Learning {
        private let folder: TemporaryFolder
        private let model: TrainedModel

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
        }

        @Test func `a training tells of its images, of every epoch, and of its end`() throws {
            guard case .started(let start) = try #require(model.events.first) else {
                Issue.record("the first event is \(model.events[0])")
                return
            }
            #expect(start.trainingImages == 24 && start.testImages == 12 && start.validationImages == 0)
            #expect(start.labels == ["bear", "wolf"])
            #expect(start.negativeImages > 0)
            let progress = model.events.compactMap { event -> TrainingEvent.Progress? in
                if case .progress(let progress) = event { progress } else { nil }
            }
            #expect(progress.filter(\.endsEpoch).map(\.epoch) == Array(1...5))
            #expect(progress.allSatisfy { $0.loss.isFinite && $0.loss > 0 })
            guard case .finished(let end) = try #require(model.events.last) else {
                Issue.record("the last event is \(model.events[model.events.count - 1])")
                return
            }
            #expect(end.bundle == model.bundle.path)
            #expect(end.peakMemoryBytes > 0)
        }

        @Test func `a finished training leaves a whole bundle and no checkpoint`() throws {
            let bundle = try ModelBundle.open(at: model.bundle)
            try bundle.verify()
            #expect(bundle.description.labels == ["bear", "wolf"])
            #expect(bundle.description.inputSize == 128)
            #expect(bundle.description.seed == 1)
            #expect(bundle.description.data.trainImages == 24 && bundle.description.data.testImages == 12)
            for path in [ModelBundle.weightsPath, ModelBundle.summaryPath, ModelBundle.reportPath] {
                #expect(bundle.description.files[path] != nil, "\(path) is not in the bundle")
            }
            let run = RunFolder(forBundle: model.bundle)
            #expect(!FileManager.default.fileExists(atPath: run.checkpoint.path))
        }

        @Test func `the same seed gives the same weights and the same graph`() async throws {
            let again = try await TrainedModel.make(model.set, in: folder.url)
            for path in [ModelBundle.weightsPath, ModelBundle.graphPath] {
                #expect(try again.bytes(of: path) == model.bytes(of: path), "\(path) differs")
            }
        }

        @Test func `a COCO file without a test set gives up a fifth of its images`() async throws {
            let converted = try await Program.katmai.run(
                [
                    "convert", model.set.train.path, "--to", "coco", "--out", "train.json",
                    "--s3-prefix", "s3://katmai-example",
                ],
                in: folder.url
            )
            #expect(converted.code == 0, "\(converted.errors)")
            let training = try await Program.katmai.run(
                [
                    "train", "--train", "train.json", "--images", model.set.images.path, "--out",
                    "coco.katmai",
                ] + TrainingSet.quickest,
                in: folder.url
            )
            #expect(training.code == 0, "\(training.errors)")
            let bundle = try ModelBundle.open(at: folder.url.appending(path: "coco.katmai"))
            let data = bundle.description.data
            #expect(bundle.description.labels == ["bear", "wolf"])
            #expect(data.trainImages + data.testImages == 24)
            #expect(data.testImages == 5 || data.testImages == 4)
        }

        @Test func `a bad line costs that line and is named`() async throws {
            var lines = try String(contentsOf: model.set.train, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            lines[6] = #"{"source-ref": "s3://katmai-example/images/train-0007.jpg", oops"#
            let manifest = folder.url.appending(path: "bad.manifest")
            try Data(lines.joined(separator: "\n").utf8).write(to: manifest)
            let training = try await Program.katmai.run(
                [
                    "train", "--train", "bad.manifest", "--test", model.set.test.path,
                    "--images", model.set.images.path, "--out", "bad.katmai",
                ] + TrainingSet.quickest,
                in: folder.url
            )
            #expect(training.code == 0, "\(training.errors)")
            let sentence = "bad.manifest:7: error: The JSON Line has an invalid format."
            #expect(training.errors.contains(sentence), "\(training.errors)")
            let bundle = try ModelBundle.open(at: folder.url.appending(path: "bad.katmai"))
            #expect(bundle.description.data.trainImages == 23)
        }

        @Test func `a bundle is replaced by force alone`() async throws {
            let bundle = folder.url.appending(path: "kept.katmai")
            try FileManager.default.copyItem(at: model.bundle, to: bundle)
            let arguments = ["train"] + model.set.arguments + ["--out", "kept.katmai"]
            let refused = try await Program.katmai.run(arguments, in: folder.url)
            #expect(refused.code == 1)
            #expect(refused.errors.contains("kept.katmai") && refused.errors.contains("--force"))
            let weights = bundle.appending(path: ModelBundle.weightsPath)
            #expect(try Data(contentsOf: weights) == model.bytes(of: ModelBundle.weightsPath))

            let forced = try await Program.katmai.run(
                [
                    "train", "--force", "--train", model.set.train.path, "--images", model.set.images.path,
                    "--out", "kept.katmai", "--seed", "2",
                ] + TrainingSet.quickest,
                in: folder.url
            )
            #expect(forced.code == 0, "\(forced.errors)")
            let opened = try ModelBundle.open(at: bundle)
            try opened.verify()
            #expect(opened.description.seed == 2)
        }
    }
}
