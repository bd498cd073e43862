import Annotations
import Evaluation
import Testing

/// What an evaluation at a fixed threshold counts, from the images themselves.
private func counted(
    _ report: EvaluationReport,
    _ label: String,
    at threshold: Double
) -> (correct: Int, invented: Int, missed: Int) {
    var counts = (correct: 0, invented: 0, missed: 0)
    for image in report.images {
        for detection in image.detections where detection.label == label && detection.confidence >= threshold
        {
            if detection.partner == nil { counts.invented += 1 } else { counts.correct += 1 }
        }
        for object in image.objects where object.label == label {
            let isFound = object.confidence.map { $0 >= threshold } ?? false
            if !isFound { counts.missed += 1 }
        }
    }
    return counts
}

@Test(arguments: [1, 2, 3] as [UInt64])
func `every row tells what the images show at its threshold`(seed: UInt64) throws {
    let labels = ["bear", "fish", "wolf"]
    let report = Evaluator.evaluate(TestScenes.random(seed: seed), labels: labels, seed: 1, resamples: 0)
    for label in report.labels {
        let table = ThresholdTable(of: label)
        #expect(table.correct.count == 201)
        for row in 0...200 {
            let counts = counted(report, label.name, at: ThresholdTable.threshold(row))
            #expect(table.correct[row] == counts.correct)
            #expect(table.invented[row] == counts.invented)
            #expect(table.missed[row] == counts.missed)
        }
    }
}

@Test func `a row at the assumed threshold has the report's own figures`() throws {
    let report = Evaluator.evaluate(TestScenes.mixed, labels: TestScenes.labels, seed: 1, resamples: 0)
    let bear = try #require(report.labels.first)
    #expect(bear.threshold == 0.74)
    let table = ThresholdTable(of: bear)
    let scores = try #require(bear.scores)
    #expect(table.correct[148] == bear.counts.truePositives)
    #expect(table.invented[148] == bear.counts.falsePositives)
    #expect(table.missed[148] == bear.counts.falseNegatives)
    #expect(table.f1[148] == scores.f1)
    #expect(table.precision[148] == scores.precision)
    #expect(table.recall[148] == scores.recall)
}

@Test func `all labels together are sums and means`() {
    let report = Evaluator.evaluate(TestScenes.mixed, labels: TestScenes.labels, seed: 1, resamples: 0)
    let parts = report.labels.map { ThresholdTable(of: $0) }
    let whole = ThresholdTable(of: report.labels)
    for row in 0...200 {
        #expect(whole.correct[row] == parts[0].correct[row] + parts[1].correct[row])
        #expect(whole.f1[row] == (parts[0].f1[row] + parts[1].f1[row]) / 2)
    }
    #expect(whole.missed[200] == 7)
    #expect(whole.precision[200] == 0)
}

@Test func `a label without an object has no share in the means`() {
    let images = [TestScenes.image("a", [TestScenes.truth(0)], [TestScenes.found(0, 0.5)])]
    let report = Evaluator.evaluate(images, labels: ["bear", "fish"], seed: 1, resamples: 0)
    #expect(ThresholdTable(of: report.labels).f1[100] == 1)
    #expect(ThresholdTable(of: report.labels).f1[101] == 0)
    #expect(ThresholdTable(of: []).f1[0] == 0)
}

@Test func `false alarms in empty images by threshold`() {
    let report = Evaluator.evaluate(TestScenes.mixed, labels: TestScenes.labels, seed: 1, resamples: 0)
    let rows = report.falseAlarmsByThreshold
    #expect(rows.count == 201)
    #expect(rows[0] == 2)
    // 0.05 is row 10, 0.85 row 170.
    #expect(rows[10] == 2)
    #expect(rows[11] == 1)
    #expect(rows[170] == 1)
    #expect(rows[171] == 0)
}
