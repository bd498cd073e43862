import Annotations
import Evaluation
import Foundation
import Testing

/// Test sets with what pycocotools says of them (`Goldens/make_goldens.py`).
struct AveragePrecisionTests {
    struct Golden: Decodable, Sendable, CustomTestStringConvertible {
        struct Image: Decodable {
            struct Truth: Decodable {
                let label: String
                let box: [Double]
            }
            struct Found: Decodable {
                let label: String
                let confidence: Double
                let box: [Double]
            }
            let id: String
            let width: Int
            let height: Int
            let truths: [Truth]
            let detections: [Found]
        }
        struct Figures: Decodable {
            let ap50: Double?
            let ap50To95: Double?
            let recall: Double?
            let precisionAtRecall: [Double]

            enum CodingKeys: String, CodingKey {
                case ap50
                case ap50To95 = "ap50_95"
                case recall
                case precisionAtRecall = "precision_at_recall"
            }
        }
        struct Expected: Decodable {
            let ap50: Double
            let ap50To95: Double
            let labels: [String: Figures]

            enum CodingKeys: String, CodingKey {
                case ap50
                case ap50To95 = "ap50_95"
                case labels
            }
        }
        let name: String
        let labels: [String]
        let images: [Image]
        let expected: Expected

        var testDescription: String { name }

        var tested: [TestedImage] {
            images.map { image in
                TestedImage(
                    id: image.id,
                    size: ImageSize(width: image.width, height: image.height),
                    truths: image.truths.map { Annotation(label: $0.label, box: Self.box($0.box)) },
                    detections: image.detections.map {
                        Detection(label: $0.label, confidence: $0.confidence, box: Self.box($0.box))
                    }
                )
            }
        }

        private static func box(_ sides: [Double]) -> Box {
            Box(left: sides[0], top: sides[1], width: sides[2], height: sides[3])
        }
    }

    static let goldens: [Golden] = {
        do {
            let url = try #require(
                Bundle.module.url(
                    forResource: "average-precision",
                    withExtension: "json",
                    subdirectory: "Goldens"
                )
            )
            return try JSONDecoder().decode([Golden].self, from: Data(contentsOf: url))
        } catch {
            Issue.record(error, "The goldens cannot be read")
            return []
        }
    }()

    /// Far below what a change of one pair or one rank makes.
    static let tolerance = 1e-6

    @Test func `the goldens are there`() {
        #expect(Self.goldens.count == 12)
    }

    @Test(arguments: goldens) func `average precision is that of pycocotools`(_ golden: Golden) throws {
        let report = Evaluator.evaluate(golden.tested, labels: golden.labels, seed: 0, resamples: 0)
        let scores = try #require(report.scores)
        #expect(abs(scores.ap50 - golden.expected.ap50) < Self.tolerance)
        #expect(abs(scores.ap50To95 - golden.expected.ap50To95) < Self.tolerance)
        for label in report.labels {
            let expected = try #require(golden.expected.labels[label.name])
            guard let scores = label.scores else {
                #expect(expected.ap50 == nil)
                continue
            }
            #expect(abs(scores.ap50 - (try #require(expected.ap50))) < Self.tolerance)
            #expect(abs(scores.ap50To95 - (try #require(expected.ap50To95))) < Self.tolerance)
            let curve = label.curve.precisionAtRecall
            try #require(curve.count == expected.precisionAtRecall.count)
            #expect(zip(curve, expected.precisionAtRecall).allSatisfy { abs($0 - $1) < Self.tolerance })
        }
    }

    /// COCO's recall counts at most 100 detections an image and label; ours counts all.
    @Test(arguments: goldens.filter { golden in golden.images.allSatisfy { $0.detections.count <= 100 } })
    func `recall without a threshold is pycocotools' recall at an overlap of one half`(
        _ golden: Golden
    ) throws {
        let report = Evaluator.evaluate(golden.tested, labels: golden.labels, seed: 0, resamples: 0)
        for label in report.labels {
            guard let scores = label.scores else { continue }
            let expected = try #require(golden.expected.labels[label.name]?.recall)
            #expect(abs(scores.averageRecall - expected) < Self.tolerance)
        }
    }

    @Test(arguments: goldens) func `the quick way gives the same average precision`(_ golden: Golden) throws {
        let quick = try #require(Evaluator.averagePrecision(golden.tested, labels: golden.labels))
        let report = Evaluator.evaluate(golden.tested, labels: golden.labels, seed: 0, resamples: 0)
        #expect(quick.ap50 == report.scores?.ap50)
        #expect(quick.ap50To95 == report.scores?.ap50To95)
    }

    @Test func `without an object there is no average precision`() {
        #expect(Evaluator.averagePrecision([], labels: ["bear"]) == nil)
        #expect(
            Evaluator.averagePrecision(
                [TestScenes.image("a", [], [TestScenes.found(0, 0.5)])],
                labels: ["bear"]
            )
                == nil
        )
    }
}
