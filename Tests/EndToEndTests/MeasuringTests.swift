import Annotations
import Evaluation
import Foundation
import Imaging
import ModelBundles
import Testing

/// One element of what `katmai detect --json` prints.
private struct LookedAtImage: Decodable {
    struct Found: Decodable {
        let label: String
        let confidence: Double
        let box: Box
    }

    struct Problem: Decodable {
        let code: String
        let message: String
    }

    let image: String
    let width: Int?
    let height: Int?
    let detections: [Found]?
    let milliseconds: [String: Double]?
    let error: Problem?

    static func all(_ output: String) throws -> [LookedAtImage] {
        try JSONDecoder().decode([LookedAtImage].self, from: Data(output.utf8))
    }
}

extension EndToEnd {
    /// `katmai evaluate`, `detect` and `bundle` with a finished model.
    struct Measuring {
        private let folder: TemporaryFolder
        private let model: TrainedModel

        init() throws {
            folder = try TemporaryFolder()
            model = try #require(TrainedModel.current)
        }

        @Test func `the worker measures what the trainer measured, to the last bit`() async throws {
            let evaluation = try await Program.katmai.run(
                [
                    "evaluate", model.bundle.path, "--test", model.set.test.path, "--json", "--out", "again",
                    "--seed", "1", "--threads", "2",
                ],
                in: folder.url
            )
            #expect(evaluation.code == 0, "\(evaluation.errors)")
            let decoder = JSONDecoder()
            let printed = try decoder.decode(EvaluationReport.self, from: Data(evaluation.output.utf8))
            let scores = try #require(printed.scores)
            for value in [scores.ap50, scores.ap50To95, scores.f1, scores.precision, scores.recall] {
                #expect((0...1).contains(value))
            }
            #expect(printed.labels.map(\.name) == ["bear", "wolf"])
            #expect(printed.imageCount == 12)

            let left = try model.bytes(of: ModelBundle.reportPath)
            let trained = try decoder.decode(EvaluationReport.self, from: left)
            #expect(scores == trained.scores)
            #expect(printed.labels == trained.labels)
            #expect(try Data(contentsOf: folder.url.appending(path: "again/report.json")) == left)
        }

        @Test func `detect prints boxes inside the images and draws pictures that can be read`() async throws
        {
            let images = model.set.images.appending(path: "images")
            let names = ["test-0001.jpg", "test-0002.jpg", "test-0003.jpg"]
            let detection = try await Program.katmai.run(
                ["detect", model.bundle.path] + names.map { images.appending(path: $0).path }
                    + ["--json", "--min-confidence", "1", "--draw", "drawn"],
                in: folder.url
            )
            #expect(detection.code == 0, "\(detection.errors)")
            let answers = try LookedAtImage.all(detection.output)
            #expect(answers.map(\.image) == names.map { images.appending(path: $0).path })
            #expect(answers.contains { $0.detections?.isEmpty == false }, "nothing found above 1 %")
            for (answer, name) in zip(answers, names) {
                #expect(answer.width == 160 && answer.height == 120)
                #expect(try #require(answer.milliseconds?["engine"]) > 0)
                for found in try #require(answer.detections) {
                    #expect(["bear", "wolf"].contains(found.label))
                    #expect((1...100).contains(found.confidence))
                    #expect(found.box.left >= 0 && found.box.top >= 0 && found.box.area > 0)
                    #expect(found.box.right <= 160.001 && found.box.bottom <= 120.001)
                }
                let picture = folder.url.appending(path: "drawn/\(name)")
                let decoded = try ImageDecoder.decode(Data(contentsOf: picture), name: name)
                #expect(decoded.originalSize == ImageSize(width: 160, height: 120))
            }
        }

        @Test func `detect takes an image from standard input`() async throws {
            let detection = try await Program.katmai.run(
                ["detect", model.bundle.path, "-", "--json"],
                in: folder.url,
                input: model.set.images.appending(path: "images/test-0001.jpg")
            )
            #expect(detection.code == 0, "\(detection.errors)")
            let answer = try #require(try LookedAtImage.all(detection.output).first)
            #expect(answer.width == 160 && answer.error == nil)
        }

        @Test func `a broken image does not keep the others from being looked at`() async throws {
            let whole = try Data(contentsOf: model.set.images.appending(path: "images/test-0001.jpg"))
            let photos = folder.url.appending(path: "photos")
            try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
            try whole.write(to: photos.appending(path: "whole.jpg"))
            try whole.prefix(300).write(to: photos.appending(path: "broken.jpg"))
            let detection = try await Program.katmai.run(
                ["detect", model.bundle.path, "photos", "--json"],
                in: folder.url
            )
            #expect(detection.code == 1)
            #expect(detection.errors.contains("photos/broken.jpg"))
            let answers = try LookedAtImage.all(detection.output)
            #expect(answers.map(\.image) == ["photos/broken.jpg", "photos/whole.jpg"])
            #expect(answers.first?.error?.message.contains("photos/broken.jpg") == true)
            #expect(answers.last?.detections != nil)
        }

        @Test func `a changed byte of the graph is noticed before anything runs`() async throws {
            let whole = try await Program.katmai.run(["bundle", "verify", model.bundle.path], in: folder.url)
            #expect(whole.code == 0, "\(whole.errors)")

            let copy = folder.url.appending(path: "changed.katmai")
            try FileManager.default.copyItem(at: model.bundle, to: copy)
            let graph = copy.appending(path: ModelBundle.graphPath)
            var bytes = try Data(contentsOf: graph)
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: graph)
            let image = model.set.images.appending(path: "images/test-0001.jpg").path
            for arguments in [["bundle", "verify", copy.path], ["detect", copy.path, image]] {
                let ending = try await Program.katmai.run(arguments, in: folder.url)
                #expect(ending.code == 1)
                #expect(ending.errors.contains("\(ModelBundle.graphPath) was changed"), "\(ending.errors)")
                #expect(ending.output == "")
            }
        }
    }
}
