import Annotations
import FoundationEssentials
import Imaging
import ModelBundles
import Testing

@testable import Inference

private func decoder(
    labels: [String],
    thresholds: [Double?]? = nil,
    rule: SuppressionRule = SuppressionRule()
) -> DetectionDecoder {
    DetectionDecoder(
        ModelDescription(
            labels: labels,
            thresholds: thresholds,
            inputSize: 64,
            suppression: rule,
            seed: 0,
            data: TrainingData(trainImages: 0, testImages: 0, digest: ""),
            codeVersion: "test",
            created: Date(timeIntervalSince1970: 0)
        )
    )
}

/// Detections in an image as large as the input; `boxes` and `scores` hold a row for each point.
private func detections(
    _ decoder: DetectionDecoder,
    boxes: [[Float]],
    scores: [[Float]],
    filter: DetectionFilter = .everything
) -> [Detection] {
    let letterbox = Letterbox(image: ImageSize(width: 64, height: 64), input: 64)
    return boxes.flatMap(\.self).withUnsafeBufferPointer { boxes in
        scores.flatMap(\.self).withUnsafeBufferPointer { scores in
            decoder.detections(boxes: boxes, scores: scores, letterbox: letterbox, filter: filter)
        }
    }
}

/// Boxes of one pixel that do not touch, in a row.
private func apart(_ count: Int) -> [[Float]] {
    (0..<count).map { [Float($0) * 2, 0, Float($0) * 2 + 1, 1] }
}

@Test func `equal scores come by label, then by point`() {
    let found = detections(
        decoder(labels: ["a", "b"]),
        boxes: apart(3),
        scores: [[0.5, 0.5], [0.5, 0.9], [0.7, 0.5]]
    )
    #expect(found.map(\.label) == ["b", "a", "a", "a", "b", "b"])
    #expect(found.map(\.box.left) == [2, 4, 0, 2, 0, 4])
}

@Test func `labels do not suppress each other`() {
    let found = detections(
        decoder(labels: ["a", "b"]),
        boxes: [[0, 0, 10, 10], [0, 0, 10, 10]],
        scores: [[0.9, 0.8], [0.7, 0.6]]
    )
    #expect(found.map(\.label) == ["a", "b"])
    #expect(found.map { Float($0.confidence) } == [0.9, 0.8])
}

@Test func `no more candidates and detections of a label than its limits`() {
    let scores = (0..<8).map { [0.9 - Float($0) / 10] }
    let few = SuppressionRule(candidatesPerLabel: 5, detectionsPerLabel: 100)
    #expect(detections(decoder(labels: ["a"], rule: few), boxes: apart(8), scores: scores).count == 5)
    let fewer = SuppressionRule(candidatesPerLabel: 5, detectionsPerLabel: 2)
    let found = detections(decoder(labels: ["a"], rule: fewer), boxes: apart(8), scores: scores)
    #expect(found.map(\.box.left) == [0, 2])
}

@Test func `a score at a threshold counts, and one below the floor never`() {
    let one = decoder(labels: ["a"], thresholds: [Double(Float(0.3))])
    let boxes = apart(2)
    #expect(detections(one, boxes: boxes, scores: [[0.3], [0.2999]], filter: DetectionFilter()).count == 1)
    #expect(detections(one, boxes: boxes, scores: [[0.3], [0.009]]).count == 1)
}

@Test func `what is not a number or lies outside is no detection`() {
    let boxes: [[Float]] = [
        [.nan, 0, 1, 1], [0, 0, .infinity, 1], [70, 0, 90, 10], [5, 5, 4, 6], [2, 2, 3, 3],
    ]
    let scores: [[Float]] = [[0.9], [0.8], [0.7], [0.6], [.nan]]
    let found = detections(decoder(labels: ["a"]), boxes: boxes, scores: scores)
    // The infinite one ends at the image's edge.
    #expect(found.map(\.box) == [Box(left: 0, top: 0, width: 64, height: 1)])
}

@Test func `a model that finds nothing gives nothing`() {
    #expect(detections(decoder(labels: ["a"]), boxes: apart(2), scores: [[0], [0]]).isEmpty)
}
