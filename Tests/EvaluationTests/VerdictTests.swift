import Annotations
import Evaluation
import Testing

private typealias Scene = TestScenes

private func judged(_ truths: [Annotation], _ detections: [Detection]) -> ImageReport {
    let image = Scene.image("a", truths, detections)
    return Evaluator.evaluate([image], labels: ["bear", "fish"], seed: 1, resamples: 0).images[0]
}

@Test func `of several detections on one object the most confident is correct`() {
    let image = judged([Scene.truth(0)], [Scene.found(2, 0.7), Scene.found(1, 0.9), Scene.found(0, 0.7)])
    #expect(image.detections.map(\.verdict) == [.belowThreshold, .correct, .belowThreshold])
    #expect(image.objects[0].partner == 1)
    #expect(image.objects[0].confidence == 0.9)
    #expect(image.detections[1].partner == 0)

    let tied = judged([Scene.truth(0)], [Scene.found(2, 0.9), Scene.found(1, 0.9), Scene.found(0, 0.9)])
    #expect(tied.detections.map(\.verdict) == [.correct, .invented, .invented])
    #expect(tied.correct == 1)
    #expect(tied.invented == 2)
}

@Test func `an overlap of exactly one half pairs, a little less does not`() {
    let object = Annotation(label: "bear", box: Box(left: 0, top: 0, width: 10, height: 10))
    let half = Detection(label: "bear", confidence: 0.9, box: Box(left: 0, top: 0, width: 10, height: 5))
    let less = Detection(label: "bear", confidence: 0.9, box: Box(left: 0, top: 0, width: 10, height: 4.999))
    #expect(judged([object], [half]).detections[0].verdict == .correct)
    #expect(judged([object], [half]).detections[0].iou == 0.5)
    #expect(judged([object], [less]).detections[0].verdict == .invented)
    #expect(judged([object], [less]).objects[0].verdict == .missed)
}

@Test func `boxes that only touch do not pair`() {
    let image = judged([Scene.truth(0), Scene.truth(10)], [Scene.found(10, 0.9), Scene.found(20, 0.9)])
    #expect(image.detections.map(\.partner) == [1, nil])
    #expect(image.objects.map(\.verdict) == [.missed, .correct])
}

@Test func `boxes without area pair with nothing`() {
    let point = Box(left: 5, top: 5, width: 0, height: 0)
    let image = judged(
        [Annotation(label: "bear", box: point)],
        [Detection(label: "bear", confidence: 0.9, box: point)]
    )
    #expect(image.detections[0].verdict == .invented)
}

@Test func `a detection takes the object it overlaps most, of equals the last`() {
    let nearer = judged([Scene.truth(2), Scene.truth(1)], [Scene.found(0, 0.9)])
    #expect(nearer.detections[0].partner == 1)
    let equal = judged([Scene.truth(0), Scene.truth(0)], [Scene.found(0, 0.9)])
    #expect(equal.detections[0].partner == 1)
}

@Test func `labels do not pair with each other`() {
    let image = judged([Scene.truth(0, "fish")], [Scene.found(0, 0.9, "bear")])
    #expect(image.objects[0].verdict == .missed)
    #expect(image.objects[0].partner == nil)
    // No test image shows a bear, so there is no threshold to judge it by.
    #expect(image.detections[0].verdict == .notEvaluated)
}

@Test func `a missed object keeps the detection below the threshold`() {
    let images = [
        Scene.image("a", [Scene.truth(0)], [Scene.found(0, 0.9)]),
        Scene.image(
            "b",
            [Scene.truth(0)],
            [Scene.found(50, 0.5), Scene.found(60, 0.4), Scene.found(1, 0.1)]
        ),
    ]
    let report = Evaluator.evaluate(images, labels: ["bear"], seed: 1, resamples: 0)
    let object = report.images[1].objects[0]
    #expect(object.verdict == .missed)
    #expect(object.partner == 2)
    #expect(object.confidence == 0.1)
    #expect(abs((object.iou ?? 0) - 9.0 / 11) < 1e-12)
    #expect(report.images[1].detections[2].verdict == .belowThreshold)
    #expect(report.images[1].detections[2].partner == 0)
}

@Test func `images are listed by verdict`() {
    let lists = Evaluator.evaluate(Scene.mixed, labels: Scene.labels, seed: 1, resamples: 0).imageLists
    #expect(lists.correct == ["s3://cam/found.jpg", "s3://cam/right.jpg"])
    #expect(lists.invented == ["s3://cam/found.jpg", "s3://cam/empty.jpg"])
    #expect(lists.missed == ["s3://cam/found.jpg", "s3://cam/missed.jpg"])
}

@Test(arguments: 1...12 as ClosedRange<UInt64>) func `verdicts add up to the counts`(_ seed: UInt64) {
    let labels = ["bear", "fish", "wolf"]
    let report = Evaluator.evaluate(
        TestScenes.random(seed: seed),
        labels: labels,
        seed: seed,
        resamples: 0
    )
    for label in report.labels {
        let objects = report.images.flatMap(\.objects).filter { $0.label == label.name }
        let detections = report.images.flatMap(\.detections).filter { $0.label == label.name }
        let counts = label.counts
        #expect(objects.count == counts.objects)
        #expect(detections.count == counts.detections)
        #expect(objects.count { $0.verdict == .correct } == counts.truePositives)
        #expect(objects.count { $0.verdict == .missed } == counts.falseNegatives)
        #expect(detections.count { $0.verdict == .correct } == counts.truePositives)
        #expect(detections.count { $0.verdict == .invented } == counts.falsePositives)
    }
    for image in report.images {
        for (index, object) in image.objects.enumerated() {
            guard let partner = object.partner else { continue }
            #expect(image.detections[partner].partner == index)
            #expect(image.detections[partner].label == object.label)
            #expect(image.detections[partner].iou == object.iou)
            #expect((object.iou ?? 0) >= 0.5)
        }
    }
}

@Test(arguments: 1...6 as ClosedRange<UInt64>) func `no other threshold gives a better F1`(
    _ seed: UInt64
) throws {
    let report = Evaluator.evaluate(
        TestScenes.random(seed: seed),
        labels: ["bear"],
        seed: seed,
        resamples: 0
    )
    let label = try #require(report.labels.first)
    let threshold = try #require(label.threshold)
    for other in label.curve.thresholds {
        let counts = try #require(label.curve.counts(at: other))
        let faults = counts.falsePositives + counts.falseNegatives
        let f1 = 2 * Double(counts.truePositives) / Double(2 * counts.truePositives + faults)
        let best = try #require(label.scores?.f1)
        #expect(other > threshold ? f1 < best : f1 <= best)
    }
}
