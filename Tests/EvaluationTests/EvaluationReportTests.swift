import Evaluation
import Foundation
import Testing

private let report = Evaluator.evaluate(
    TestScenes.mixed,
    labels: TestScenes.labels + ["ghost"],
    seed: 7,
    resamples: 100
)

@Test func `a report survives JSON`() throws {
    let decoded = try JSONDecoder().decode(EvaluationReport.self, from: report.json())
    #expect(decoded == report)
    let empty = Evaluator.evaluate([], labels: ["bear"], seed: 1)
    #expect(try JSONDecoder().decode(EvaluationReport.self, from: empty.json()) == empty)
}

@Test func `a report's JSON has the keys that scripts read`() throws {
    let text = try #require(String(data: report.json(), encoding: .utf8))
    #expect(text.contains("s3://cam/found.jpg"))
    let json = try #require(try JSONSerialization.jsonObject(with: report.json()) as? [String: Any])
    let figures = ["ap50", "ap50_95", "f1", "precision", "recall", "average_recall"]
    for figure in figures {
        #expect(json[figure] is Double)
        #expect((json["\(figure)_interval"] as? [Double])?.count == 2)
    }
    #expect(json["labels_without_test_images"] as? [String] == ["ghost"])
    #expect(json["empty_images"] as? Int == 1)
    #expect(json["false_alarms_per_100_empty_images"] as? Double == 100)
    #expect((json["notes"] as? [String])?.contains(EvaluationReport.optimismNote) == true)
    let labels = try #require(json["labels"] as? [[String: Any]])
    let bear = try #require(labels.first)
    #expect(bear["name"] as? String == "bear")
    #expect(bear["threshold"] as? Double == 0.74)
    for figure in figures { #expect(bear[figure] is Double) }
    for count in [
        "test_images", "objects", "detections", "true_positives", "false_positives", "false_negatives",
    ] {
        #expect(bear[count] is Int)
    }
    #expect(labels[2]["f1"] == nil)
    let images = try #require(json["images"] as? [[String: Any]])
    let object = try #require((images[0]["objects"] as? [[String: Any]])?.first)
    #expect(object["verdict"] as? String == "correct")
    #expect(object["partner"] as? Int == 0)
}
