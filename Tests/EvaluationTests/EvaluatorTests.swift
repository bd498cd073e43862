import Annotations
import Evaluation
import Testing

private typealias Scene = TestScenes

private func report(_ images: [TestedImage], labels: [String] = ["bear"]) -> EvaluationReport {
    Evaluator.evaluate(images, labels: labels, seed: 1, resamples: 0)
}

/// Images with one object each, of which the first `found` are found, all at one confidence, and `invented` more.
private func hits(_ found: Int, of objects: Int, invented: Int) -> [TestedImage] {
    (0..<max(objects, invented)).map { number in
        let detections =
            (number < found ? [Scene.found(0, 0.8)] : []) + (number < invented ? [Scene.found(50, 0.8)] : [])
        return Scene.image("\(number)", number < objects ? [Scene.truth(0)] : [], detections)
    }
}

/// The developer guide's own examples, to its digits.
@Test func `precision and recall are the guide's`() throws {
    let precise = try #require(report(hits(8, of: 8, invented: 1)).scores)
    #expect(abs(precise.precision - 0.89) < 0.005)
    let sparse = try #require(report(hits(5, of: 8, invented: 0)).scores)
    #expect(abs(sparse.recall - 0.62) < 0.0051)
    let both = try #require(report(hits(9, of: 9, invented: 1)).scores)
    #expect(abs(both.precision - 0.9) < 1e-12)
    #expect(both.recall == 1)
    #expect(abs(both.f1 - 0.947) < 0.0005)
}

/// P, R and F1 of bears are 1, 1/3 and 1/2, of fish 1/2, 1 and 2/3.
///
/// The harmonic mean of the overall P and R would be 0.706, the mean of the F1 is 0.583.
@Test func `overall figures are plain means over labels`() throws {
    let images = [
        Scene.image("a", [Scene.truth(0), Scene.truth(20), Scene.truth(40)], [Scene.found(0, 0.9)]),
        Scene.image(
            "b",
            [Scene.truth(0, "fish")],
            [Scene.found(50, 0.9, "fish"), Scene.found(0, 0.9, "fish")]
        ),
    ]
    let scores = try #require(report(images, labels: ["bear", "fish"]).scores)
    #expect(abs(scores.precision - 0.75) < 1e-12)
    #expect(abs(scores.recall - 2.0 / 3) < 1e-12)
    #expect(abs(scores.f1 - 7.0 / 12) < 1e-12)
}

/// F1 2/3 at 0.9 (one of two found), 1/2 at 0.6, 2/3 again at 0.4 (both found, two invented).
@Test func `of thresholds with equal F1 the highest is assumed`() throws {
    let images = [
        Scene.image(
            "a",
            [Scene.truth(0), Scene.truth(20)],
            [Scene.found(0, 0.9), Scene.found(40, 0.6), Scene.found(60, 0.5), Scene.found(20, 0.4)]
        )
    ]
    let label = try #require(report(images).labels.first)
    #expect(label.threshold == 0.9)
    #expect(label.counts.truePositives == 1)
    #expect(label.counts.falsePositives == 0)
    #expect(label.counts.falseNegatives == 1)
}

@Test func `detections with the threshold's confidence all count`() throws {
    let images = [
        Scene.image("a", [Scene.truth(0)], [Scene.found(0, 0.5), Scene.found(50, 0.5), Scene.found(80, 0.4)])
    ]
    let label = try #require(report(images).labels.first)
    #expect(label.threshold == 0.5)
    #expect(label.counts.truePositives == 1)
    #expect(label.counts.falsePositives == 1)
}

@Test func `a threshold may be wrong about everything`() throws {
    let label = try #require(
        report([Scene.image("a", [Scene.truth(0)], [Scene.found(50, 0.3), Scene.found(70, 0.2)])]).labels
            .first
    )
    #expect(label.threshold == 0.3)
    #expect(label.scores?.f1 == 0)
    #expect(label.counts.falsePositives == 1)
}

@Test func `precision without detections is 0`() throws {
    let report = report([Scene.image("a", [Scene.truth(0)], [])])
    let label = try #require(report.labels.first)
    #expect(label.threshold == nil)
    #expect(label.scores?.precision == 0)
    #expect(label.scores?.recall == 0)
    #expect(label.scores?.f1 == 0)
    #expect(label.scores?.ap50 == 0)
    #expect(label.counts.falseNegatives == 1)
    #expect(report.images[0].objects[0].verdict == .missed)
}

@Test func `nothing at all is scored as nothing`() {
    for images in [[], [Scene.image("a", [], [])]] {
        let report = Evaluator.evaluate(images, labels: [], seed: 1, resamples: 20)
        #expect(report.scores == nil)
        #expect(report.intervals == nil)
        #expect(report.labels.isEmpty)
        #expect(report.imageCount == images.count)
    }
    #expect(report([]).emptyImages.falseAlarmsPer100Images == nil)
}

@Test func `a label without test images is named and left out of the means`() throws {
    let images = [
        Scene.image("a", [Scene.truth(0)], [Scene.found(0, 0.9), Scene.found(30, 0.9, "ghost")]),
        Scene.image("b", [], [Scene.found(30, 0.9, "ghost")]),
    ]
    let report = report(images, labels: ["ghost", "bear"])
    #expect(report.labelsWithoutTestImages == ["ghost"])
    #expect(report.scores?.f1 == 1)
    let ghost = try #require(report.labels.first)
    #expect(ghost.scores == nil)
    #expect(ghost.threshold == nil)
    #expect(ghost.counts.detections == 2)
    #expect(report.images[0].detections[1].verdict == .notEvaluated)
    #expect(report.emptyImages.falseAlarms == 0)
}

@Test func `labels that are not evaluated count nowhere and are named`() {
    let images = [
        Scene.image(
            "a",
            [Scene.truth(0), Scene.truth(30, "elk")],
            [Scene.found(0, 0.9), Scene.found(60, 0.9, "bus")]
        )
    ]
    let report = report(images)
    #expect(report.labelsNotEvaluated == ["bus", "elk"])
    #expect(report.scores?.f1 == 1)
    #expect(report.images[0].objects[1].verdict == .notEvaluated)
    #expect(report.images[0].detections[1].verdict == .notEvaluated)
}

@Test func `false alarms count on images labelled empty`() {
    let images = [
        Scene.image("object", [Scene.truth(0)], [Scene.found(0, 0.9), Scene.found(50, 0.95)]),
        Scene.image("noisy", [], [Scene.found(0, 0.92), Scene.found(50, 0.9), Scene.found(50, 0.1)]),
        Scene.image("quiet", [], [Scene.found(0, 0.3)]),
        Scene.image("still", [], []),
    ]
    let report = report(images)
    #expect(report.labels[0].threshold == 0.9)
    #expect(report.emptyImages.count == 3)
    #expect(report.emptyImages.falseAlarms == 2)
    #expect(report.emptyImages.falseAlarmsPer100Images == 200.0 / 3)
    #expect(report.labels[0].counts.falsePositives == 3)
}

@Test func `recall without a threshold counts what is found at any confidence`() throws {
    let images = [
        Scene.image("a", [Scene.truth(0)], [Scene.found(0, 0.9)]),
        Scene.image(
            "b",
            [Scene.truth(0), Scene.truth(60)],
            [
                Scene.found(50, 0.5), Scene.found(20, 0.4), Scene.found(30, 0.3), Scene.found(70, 0.2),
                Scene.found(0, 0.01),
            ]
        ),
    ]
    let scores = try #require(report(images).scores)
    #expect(scores.recall == 1.0 / 3)
    #expect(scores.averageRecall == 2.0 / 3)
}
