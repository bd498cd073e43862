import Foundation
import Testing

extension EndToEnd {
    /// What cannot work, and how Katmai says so.
    struct Refusals {
        private let folder: TemporaryFolder
        private let model: TrainedModel

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
        }

        @Test(arguments: [
            ["no-such-command"],
            ["train", "--out", "new.katmai"],
            ["train", "--train", "a.manifest"],
            ["train", "--train", "a.manifest", "--out", "new.katmai", "--epochs", "many"],
            ["train", "--out", "new.katmai", "--resume", "--seed", "3"],
            ["train", "--out", "new.katmai", "--resume", "--from", "base"],
            ["train", "--train", "a.manifest", "--out", "new.katmai", "--size", "100"],
            ["detect", TrainedModel.bundleName],
            ["detect", TrainedModel.bundleName, "a.jpg", "--min-confidence", "101"],
            ["evaluate", TrainedModel.bundleName],
            ["evaluate", TrainedModel.bundleName, "--test", "a.manifest", "--threads", "0"],
            ["example", "--out", "new", "--size", "10x10"],
            ["convert", "a.manifest", "--to", "yolo", "--out", "new.txt"],
        ])
        func `wrong usage ends with 64 and shows how to do it`(_ arguments: [String]) async throws {
            let ending = try await Program.katmai.run(arguments, in: model.folder)
            #expect(ending.code == 64)
            #expect(ending.errors.contains("Usage: katmai"))
            #expect(ending.output == "")
        }

        @Test(arguments: [
            (["train", "--train", "gone.manifest", "--out", "new.katmai"], "gone.manifest"),
            (["train", "--train", "gone.manifest", "--out", "new.katmai"], "there is no such file"),
            (
                ["train", "--train", "a.manifest", "--from", "gone.katmai", "--out", "new.katmai"],
                "gone.katmai"
            ),
            (["train", "--out", "new.katmai", "--resume"], "new.katmai"),
            (["detect", TrainedModel.bundleName, "gone.jpg"], "gone.jpg"),
            (["detect", "gone.katmai", "scenes/images/test-0001.jpg"], "gone.katmai"),
            (["evaluate", TrainedModel.bundleName, "--test", "gone.json"], "gone.json"),
            (["bundle", "verify", "gone.katmai"], "gone.katmai"),
            (["bundle", "show", "scenes"], "scenes"),
            (["convert", "gone.json", "--to", "coco", "--out", "new.json"], "gone.json"),
        ])
        func `what is missing is named and ends with 1`(_ arguments: [String], _ name: String) async throws {
            let ending = try await Program.katmai.run(arguments, in: model.folder)
            #expect(ending.code == 1)
            #expect(ending.errors.contains(name), "\(ending.errors)")
        }

        @Test(arguments: [300, 0])
        func `a broken image of the training set is named`(_ bytes: Int) async throws {
            let scenes = folder.url.appending(path: "scenes")
            try FileManager.default.copyItem(at: model.set.images, to: scenes)
            let image = scenes.appending(path: "images/train-0003.jpg")
            try Data(contentsOf: image).prefix(bytes).write(to: image)
            let training = try await train(on: "scenes/train.manifest")
            #expect(training.code == 1)
            #expect(training.errors.contains("images/train-0003.jpg: "), "\(training.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "new.katmai").path))
        }

        @Test func `an image that is not there is named before the training begins`() async throws {
            let scenes = folder.url.appending(path: "scenes")
            try FileManager.default.copyItem(at: model.set.images, to: scenes)
            try FileManager.default.removeItem(at: scenes.appending(path: "images/train-0003.jpg"))
            let training = try await train(on: "scenes/train.manifest")
            #expect(training.code == 1)
            #expect(training.errors.contains("images/train-0003.jpg: no such image"), "\(training.errors)")
            #expect(training.output == "")
        }

        private func train(on manifest: String) async throws -> Program.Ending {
            try await Program.katmai.run(
                [
                    "train", "--train", manifest, "--test", model.set.test.path, "--out", "new.katmai",
                ] + TrainingSet.quickest,
                in: folder.url
            )
        }
    }
}
