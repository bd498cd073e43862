import Evaluation
import Foundation
import ModelBundles
import Testing

/// The photos of forks and scissors among the real data sets, if this machine has them.
private let photos: URL? = {
    guard let datasets = ProcessInfo.processInfo.environment["KATMAI_DATASETS"] else { return nil }
    let folder = URL(filePath: datasets, directoryHint: .isDirectory).appending(path: "fork_scissors")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

/// A Python that can read models, to check that others read them as Katmai does.
private enum Python {
    static let name = ProcessInfo.processInfo.environment["KATMAI_PYTHON"] ?? "python3"

    static func run(_ arguments: [String], in folder: URL) async throws -> Program.Ending {
        try await Program(executable: URL(filePath: "/usr/bin/env")).run([name] + arguments, in: folder)
    }

    /// Whether the modules of `check_onnx.py` can be imported.
    static func isComplete() async throws -> Bool {
        // The test is skipped anyway, and importing them takes seconds.
        guard photos != nil, Program.areBuilt else { return false }
        let folder = try TemporaryFolder()
        let ending = try await run(["-c", "import numpy, onnx, onnxruntime, openvino, PIL"], in: folder.url)
        return withExtendedLifetime(folder) { ending.code == 0 }
    }
}

extension TrainingSet {
    /// 32 photos of forks and scissors; eight epochs of small steps on them give an AP50 of 0.59.
    fileprivate static func forkAndScissors(in folder: URL) async throws -> TrainingSet {
        let set = try #require(photos)
        return TrainingSet(
            train: set.appending(path: "annotations/train.json"),
            test: set.appending(path: "annotations/test.json"),
            images: set.appending(path: "images"),
            settings: [
                "--size", "160", "--epochs", "8", "--batch", "4", "--learning-rate", "0.004", "--seed", "0",
                "--threads", "2",
            ]
        )
    }
}

extension EndToEnd {
    /// A short training on photos, from COCO files.
    @Suite(
        .enabled(if: photos != nil, "KATMAI_DATASETS is not set, or its folder has no fork_scissors"),
        .trained(on: TrainingSet.forkAndScissors)
    )
    struct RealPhotos {
        private let folder: TemporaryFolder
        private let model: TrainedModel

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
        }

        @Test func `half a minute is enough to learn something about forks and scissors`() throws {
            let bundle = try ModelBundle.open(at: model.bundle)
            try bundle.verify()
            #expect(bundle.description.labels == ["fork", "scissors"])
            #expect(bundle.description.data.trainImages == 32 && bundle.description.data.testImages == 8)
            let report = try JSONDecoder().decode(
                EvaluationReport.self,
                from: model.bytes(of: ModelBundle.reportPath)
            )
            #expect(try #require(report.scores).ap50 > 0.1)
        }

        @Test(
            .enabled("\(Python.name) lacks numpy, onnx, onnxruntime, openvino or pillow: see KATMAI_PYTHON") {
                try await Python.isComplete()
            }
        )
        func `onnxruntime and OpenVINO agree on what the model says of twenty photos`() async throws {
            let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "NetworksTests/check_onnx.py")
            let check = try await Python.run(
                [
                    script.path, model.bundle.appending(path: ModelBundle.graphPath).path,
                    model.set.images.path,
                ],
                in: folder.url
            )
            #expect(check.code == 0, "\(check.output)\(check.errors)")
        }
    }
}
