import Annotations
import Evaluation
import Testing

@Test func `a short curve has every confidence`() throws {
    let report = Evaluator.evaluate(TestScenes.mixed, labels: ["bear"], seed: 1, resamples: 0)
    let curve = try #require(report.labels.first?.curve)
    #expect(curve.thresholds == [0.95, 0.9, 0.85, 0.8, 0.75, 0.74, 0.33, 0.32, 0.31, 0.3, 0.20004, 0.05])
    #expect(curve.truePositives == [1, 2, 2, 2, 3, 4, 4, 4, 4, 4, 5, 5])
    #expect(curve.falsePositives == [0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 6, 7])
    #expect(curve.falseNegatives == [4, 3, 3, 3, 2, 1, 1, 1, 1, 1, 0, 0])
    #expect(curve.counts(at: 0.87)?.truePositives == 2)
    #expect(curve.counts(at: 0.8)?.falsePositives == 2)
    #expect(curve.counts(at: 0)?.falsePositives == 7)
    #expect(curve.counts(at: 0.96) == nil)
    #expect(curve.precisionAtRecall.count == 101)
}

/// 5,000 distinct confidences, many of them exactly on a step of the grid.
@Test func `a long curve is short and exact at every two-hundredth`() throws {
    let confidences = (1...5000).map { Double($0) / 5000 }
    let images = confidences.map { confidence in
        let hit = Int(confidence * 7919) % 3 == 0
        return TestScenes.image("a", [TestScenes.truth(0)], [TestScenes.found(hit ? 0 : 50, confidence)])
    }
    let report = Evaluator.evaluate(images, labels: ["bear"], seed: 1, resamples: 0)
    let label = try #require(report.labels.first)
    #expect(label.curve.thresholds.count <= 203)
    let thresholds = (1...200).map { Double($0) / 200 } + [try #require(label.threshold)]
    for threshold in thresholds {
        let shown = images.flatMap(\.detections).filter { $0.confidence >= threshold }
        let correct = shown.count { $0.box.left == 0 }
        let counts = try #require(label.curve.counts(at: threshold))
        #expect(counts.truePositives == correct)
        #expect(counts.falsePositives == shown.count - correct)
        #expect(counts.falseNegatives == images.count - correct)
    }
}
