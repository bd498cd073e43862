import Foundation
import ModelBundles
import Testing
import TrainingRuns

extension EndToEnd {
    /// `katmai train --from`.
    struct Starting {
        private let folder: TemporaryFolder
        private let model: TrainedModel

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
        }

        @Test func `one label starts from the base, several from the one that tells kinds apart`()
            async throws
        {
            let several = try ModelBundle.open(at: model.bundle).description.ancestry
            #expect(several.count == 2 && several[0] == "imagenet")
            #expect(several.last?.hasPrefix("base-kinds sha256:") == true, "\(several)")
            let text = try String(contentsOf: model.set.train, encoding: .utf8)
            let manifest = folder.url.appending(path: "bears.manifest")
            try Data(text.replacing("wolf", with: "bear").utf8).write(to: manifest)
            let training = try await Program.katmai.run(
                [
                    "train", "--train", manifest.path, "--images", model.set.images.path, "--out",
                    "bears.katmai",
                ] + TrainingSet.quickest,
                in: folder.url
            )
            #expect(training.code == 0, "\(training.errors)")
            let bears = try ModelBundle.open(at: folder.url.appending(path: "bears.katmai")).description
            #expect(bears.labels == ["bear"])
            #expect(bears.ancestry.count == 2 && bears.ancestry[0] == "imagenet")
            #expect(bears.ancestry.last?.hasPrefix("base sha256:") == true, "\(bears.ancestry)")
        }

        @Test func `ImageNet's backbone is a start too`() async throws {
            let training = try await train(from: "imagenet", "fresh.katmai")
            #expect(training.code == 0, "\(training.errors)")
            let fresh = try ModelBundle.open(at: folder.url.appending(path: "fresh.katmai")).description
            #expect(fresh.ancestry == ["imagenet"])
        }

        @Test func `a bundle is gone on from, and is named among the ancestors`() async throws {
            let training = try await train(from: model.bundle.path, "next.katmai")
            #expect(training.code == 0, "\(training.errors)")
            let parent = try ModelBundle.open(at: model.bundle).description
            let digest = try #require(parent.files[ModelBundle.weightsPath])
            let child = try ModelBundle.open(at: folder.url.appending(path: "next.katmai")).description
            #expect(child.ancestry == parent.ancestry + ["\(TrainedModel.bundleName) sha256:\(digest)"])
        }

        @Test func `a bundle whose labels are others can be gone on from`() async throws {
            let text = try String(contentsOf: model.set.train, encoding: .utf8)
            let manifest = folder.url.appending(path: "foxes.manifest")
            try Data(text.replacing("wolf", with: "fox").utf8).write(to: manifest)
            let training = try await Program.katmai.run(
                [
                    "train", "--train", manifest.path, "--images", model.set.images.path,
                    "--from", model.bundle.path, "--out", "foxes.katmai",
                ] + TrainingSet.quickest,
                in: folder.url
            )
            #expect(training.code == 0, "\(training.errors)")
            let labels = try ModelBundle.open(at: folder.url.appending(path: "foxes.katmai")).description
                .labels
            #expect(labels == ["bear", "fox"])
        }

        @Test func `base weights are made from photos of any labels, and by the command that began`()
            async throws
        {
            let command = [
                "base", "--train", model.set.train.path, "--images", model.set.images.path, "--out",
                "own.katmai",
                "--epochs", "1",
            ]
            let making = try await Program.trainer.run(command, in: folder.url)
            #expect(making.code == 0, "\(making.output)")
            let own = folder.url.appending(path: "own.katmai")
            let bundle = try ModelBundle.open(at: own, needing: ModelBundle.weightsPath)
            try bundle.verify()
            #expect(bundle.description.labels == ["object", "bear", "wolf"])
            #expect(bundle.description.settings["sizes"] == "320 256 384")
            let oneKind =
                command.map { $0 == "own.katmai" ? "one.katmai" : $0 } + [
                    "--sizes", "64", "96", "--one-kind",
                ]
            #expect(try await Program.trainer.run(oneKind, in: folder.url).code == 0)
            let one = try ModelBundle.open(
                at: folder.url.appending(path: "one.katmai"),
                needing: ModelBundle.weightsPath
            ).description
            #expect(one.labels == ["object"])
            #expect(one.inputSize == 64)
            #expect(one.settings["sizes"] == "64 96")

            // As after a stop: a checkpoint beside the job that it belongs to.
            try Data().write(to: RunFolder(forBundle: own).checkpoint)
            let other = try await Program.trainer.run(command + ["--seed", "5"], in: folder.url)
            #expect(other.code == 1)
            #expect(other.output.contains("own.katmai.run holds a stopped run with other"), "\(other.output)")
        }

        @Test func `weights that were changed are not started from`() async throws {
            let broken = folder.url.appending(path: "broken.katmai")
            try FileManager.default.copyItem(at: model.bundle, to: broken)
            let file = broken.appending(path: ModelBundle.weightsPath)
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count - 1] ^= 1
            try bytes.write(to: file)
            let training = try await train(from: broken.path, "new.katmai")
            #expect(training.code == 1)
            #expect(training.errors.contains("weights.safetensors was changed"), "\(training.errors)")
            #expect(
                !FileManager.default.fileExists(atPath: folder.url.appending(path: "new.katmai.run").path)
            )
        }

        private func train(from start: String, _ out: String) async throws -> Program.Ending {
            try await Program.katmai.run(
                [
                    "train", "--train", model.set.train.path, "--images", model.set.images.path,
                    "--from", start, "--out", out,
                ] + TrainingSet.quickest,
                in: folder.url
            )
        }
    }
}
