import Annotations
import Evaluation
import Foundation
import Testing

private let moment = Date(timeIntervalSince1970: 1_574_321_423.910943)

private func summary(_ images: [TestedImage], labels: [String]) -> String {
    let facts = RekognitionFiles.Facts(
        projectVersionARN: "arn:aws:rekognition:us-east-1:111122223333:project/hats/version/v0/1574317227432",
        trainingImages: 5216,
        testingImages: 624,
        evaluationEnd: moment
    )
    let report = Evaluator.evaluate(images, labels: labels, seed: 1, resamples: 0)
    return String(decoding: RekognitionFiles.summary(of: report, facts: facts), as: UTF8.self)
}

private func snapshot(_ images: [TestedImage], labels: [String], lines: [Int]? = nil) -> [String] {
    let report = Evaluator.evaluate(images, labels: labels, seed: 1, resamples: 0)
    let data = RekognitionFiles.snapshot(of: report, creationDate: moment, lineIndices: lines)
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
}

/// The layout of the developer guide's sample, key for key.
@Test func `the summary is laid out as Amazon's`() {
    let expected = """
        {"Version":1,"EvaluationDetails":{"ProjectVersionArn":\
        "arn:aws:rekognition:us-east-1:111122223333:project/hats/version/v0/1574317227432",\
        "EvaluationEndTimestamp":"2019-11-21T07:30:23.910943","Labels":["bear","fish","ghost"],\
        "NumberOfTrainingImages":5216,"NumberOfTestingImages":624},\
        "AggregatedEvaluationResults":{"Precision":0.75,"Recall":1.0,"F1Score":0.8333333333333333,\
        "AveragePrecision":0.75,"AverageRecall":1.0},\
        "LabelEvaluationResults":[\
        {"Label":"fish","NumberOfTestingImages":1,\
        "Metrics":{"Threshold":0.5,"Precision":1.0,"Recall":1.0,"F1Score":1.0}},\
        {"Label":"bear","NumberOfTestingImages":1,\
        "Metrics":{"Threshold":0.25,"Precision":0.5,"Recall":1.0,"F1Score":0.6666666666666666}}]}
        """
    let images = [
        TestScenes.image(
            "a",
            [TestScenes.truth(0)],
            [TestScenes.found(50, 0.75), TestScenes.found(0, 0.25)]
        ),
        TestScenes.image("b", [TestScenes.truth(0, "fish")], [TestScenes.found(0, 0.5, "fish")]),
    ]
    #expect(summary(images, labels: ["bear", "fish", "ghost"]) == expected)
}

@Test func `a label that was never detected has threshold 1 in the summary`() {
    let images = [TestScenes.image("a", [TestScenes.truth(0)], [])]
    #expect(summary(images, labels: ["bear"]).contains(#""Threshold":1.0,"Precision":0.0"#))
    #expect(summary([], labels: ["bear"]).contains(#""AggregatedEvaluationResults":{},"#))
}

/// The guide's sample line with a true positive.
@Test func `a snapshot line is laid out as Amazon's`() {
    let box = Box(left: 711.6, top: 409.4, width: 39, height: 63)
    let image = TestedImage(
        id: "s3://test-bucket/dataset/beckham.jpeg",
        size: ImageSize(width: 1024, height: 768),
        truths: [Annotation(label: "Cap", box: box)],
        detections: [Detection(label: "Cap", confidence: 0.9500012, box: box)]
    )
    let boxes = """
        {"annotations":[{"class_id":0,"width":39,"top":409,"height":63,"left":712}],\
        "image_size":[{"width":1024,"depth":3,"height":768}]}
        """
    let expected = """
        {"source-ref":"s3://test-bucket/dataset/beckham.jpeg",\
        "rekognition-custom-labels-training-0":\(boxes),\
        "rekognition-custom-labels-training-0-metadata":{"job-name":"rekognition-custom-labels-training-job",\
        "class-map":{"0":"Cap"},"human-annotated":"yes","objects":[{"confidence":1.0}],\
        "creation-date":"2019-11-21T07:30:23.910943","type":"groundtruth/object-detection"},\
        "rekognition-custom-labels-evaluation":\(boxes),\
        "rekognition-custom-labels-evaluation-metadata":{"confidence":0.95,\
        "job-name":"rekognition-custom-labels-evaluation-job","class-map":{"0":"Cap"},"human-annotated":"no",\
        "objects":[{"confidence":0.95,"rekognition-custom-labels-evaluation-details":{"version":1,\
        "ground-truth-labelling-jobs":["rekognition-custom-labels-training-job"],"is-true-positive":true,\
        "is-true-negative":false,"is-false-positive":false,"is-false-negative":false,\
        "is-present-in-ground-truth":true}}],\
        "creation-date":"2019-11-21T07:30:23.910943","type":"groundtruth/object-detection"},\
        "rekognition-custom-labels-object-id":1,"line-idx":4}
        """
    #expect(snapshot([image], labels: ["Cap"], lines: [4]) == [expected])
}

/// A box of the snapshot as a script reads it.
private struct Line: Decodable {
    struct Metadata: Decodable {
        struct Object: Decodable {
            struct Details: Decodable, Equatable {
                let isTruePositive: Bool
                let isFalsePositive: Bool
                let isFalseNegative: Bool
                let isPresentInGroundTruth: Bool

                enum CodingKeys: String, CodingKey {
                    case isTruePositive = "is-true-positive"
                    case isFalsePositive = "is-false-positive"
                    case isFalseNegative = "is-false-negative"
                    case isPresentInGroundTruth = "is-present-in-ground-truth"
                }
            }
            let confidence: Double
            let details: Details

            enum CodingKeys: String, CodingKey {
                case confidence
                case details = "rekognition-custom-labels-evaluation-details"
            }
        }
        let confidence: Double
        let objects: [Object]
    }
    let evaluation: Metadata
    let number: Int

    enum CodingKeys: String, CodingKey {
        case evaluation = "rekognition-custom-labels-evaluation-metadata"
        case number = "rekognition-custom-labels-object-id"
    }
}

@Test func `the snapshot keeps missed objects and drops false positives below the threshold`() throws {
    let lines = try snapshot(TestScenes.mixed, labels: TestScenes.labels).map { line in
        try JSONDecoder().decode(Line.self, from: Data(line.utf8))
    }
    #expect(lines.map(\.number) == [1, 2, 3, 4])
    let found = lines[0].evaluation.objects
    #expect(found.map(\.confidence) == [0.9, 0.8, 0.20004])
    #expect(found[0].details.isTruePositive)
    #expect(found[1].details.isFalsePositive)
    #expect(found[2].details.isFalseNegative)
    #expect(found[2].details.isPresentInGroundTruth)
    // Missed without any detection.
    #expect(lines[2].evaluation.objects.map(\.confidence) == [0])
    #expect(lines[2].evaluation.objects[0].details.isFalseNegative)
    // Only what is shown, in an image without an object too.
    #expect(lines[3].evaluation.objects.map(\.confidence) == [0.85])
    #expect(lines[3].evaluation.confidence == 0.85)
}

@Test func `a false positive above the threshold is listed`() throws {
    let images = [
        TestScenes.image("a", [TestScenes.truth(0)], [TestScenes.found(0, 0.5)]),
        TestScenes.image("b \"quoted\"\\\u{1}", [], [TestScenes.found(0, 0.6)]),
    ]
    let line = try #require(snapshot(images, labels: ["bear"]).last)
    let decoded = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
    #expect(decoded.evaluation.objects.map(\.details.isFalsePositive) == [true])
    #expect(decoded.evaluation.objects.map(\.details.isPresentInGroundTruth) == [false])
    let json = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    #expect(json["source-ref"] as? String == "b \"quoted\"\\\u{1}")
}
