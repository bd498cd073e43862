import Annotations
import Foundation
import Networks
import Testing
import Torch

/// One case of `Goldens/detection_loss.json`, made with PyTorch on a 64-pixel input with two labels.
private struct LossGolden: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    /// For each image and object: label, left, top, right, bottom.
    let truths: [[[Double]]]
    let logits: [Float]
    let sides: [Float]
    let total: Float
    let classification: Float
    let box: Float
    /// For each image and match: point, object, quality.
    let matches: [[[Float]]]
    /// For each image the summed absolute gradient.
    let logitsGradient: [Float]
    let sidesGradient: [Float]

    var testDescription: String { name }

    var targets: [[TargetBox]] {
        truths.map { objects in
            objects.map {
                TargetBox(
                    labelIndex: Int($0[0]),
                    box: Box(left: $0[1], top: $0[2], right: $0[3], bottom: $0[4])
                )
            }
        }
    }

    static func all() throws -> [LossGolden] {
        let url = try #require(
            Bundle.module.url(forResource: "Goldens/detection_loss", withExtension: "json")
        )
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([LossGolden].self, from: Data(contentsOf: url))
    }
}

private let points = AnchorPoints(inputSize: 64)

@Test func `losses and their gradients equal PyTorch's`() throws {
    for golden in try LossGolden.all() {
        let batch = golden.truths.count
        let logits = try Tensor(golden.logits, shape: [batch, points.count, 2])
        let sides = try Tensor(golden.sides, shape: [batch, points.count, 4])
        try logits.requireGradient(true)
        try sides.requireGradient(true)
        let loss = try DetectionLoss(points: points)(
            DetectorOutput(logits: logits, sides: sides),
            truths: golden.targets
        )
        try loss.total.backward()
        #expect(try abs(loss.total.scalar() - golden.total) < 1e-4 * max(1, golden.total), "\(golden.name)")
        #expect(abs(loss.classification - golden.classification) < 1e-4 * max(1, golden.classification))
        #expect(abs(loss.box - golden.box) < 1e-4 * max(1, golden.box), "\(golden.name)")
        try expectGradient(logits, golden.logitsGradient, golden.name)
        if golden.sidesGradient.contains(where: { $0 > 0 }) {
            try expectGradient(sides, golden.sidesGradient, golden.name)
        } else {
            #expect(try sides.gradient == nil, "no object, so no box learns anything: \(golden.name)")
        }
    }
}

@Test func `points are matched with objects as PyTorch matches them`() throws {
    for golden in try LossGolden.all() {
        let batch = golden.truths.count
        let output = DetectorOutput(
            logits: try Tensor(golden.logits, shape: [batch, points.count, 2]),
            sides: try Tensor(golden.sides, shape: [batch, points.count, 4])
        )
        let values = try PointDecoder(points: points)(output)
        for image in 0..<batch {
            let scores = Array(values.scores[(image * points.count * 2)..<((image + 1) * points.count * 2)])
            let boxes = Array(values.boxes[(image * points.count * 4)..<((image + 1) * points.count * 4)])
            let matches = scores.withUnsafeBufferPointer { scores in
                boxes.withUnsafeBufferPointer { boxes in
                    TaskAlignedAssigner()
                        .match(scores: scores, boxes: boxes, objects: golden.targets[image], points: points)
                }
            }
            #expect(matches.map(\.point) == golden.matches[image].map { Int($0[0]) }, "\(golden.name)")
            #expect(matches.map(\.object) == golden.matches[image].map { Int($0[1]) }, "\(golden.name)")
            for (match, expected) in zip(matches, golden.matches[image]) {
                #expect(abs(match.quality - expected[2]) < 1e-5, "\(golden.name)")
            }
        }
    }
}

@Test func `an object larger than the input and one without area give finite losses`() throws {
    let logits = try Tensor(zeros: [1, points.count, 1])
    let sides = try Tensor(zeros: [1, points.count, 4])
    try sides.requireGradient(true)
    let truths = [
        [
            TargetBox(labelIndex: 0, box: Box(left: -500, top: -500, width: 2000, height: 2000)),
            TargetBox(labelIndex: 0, box: Box(left: 30, top: 30, width: 0, height: 0)),
        ]
    ]
    let loss = try DetectionLoss(points: points)(DetectorOutput(logits: logits, sides: sides), truths: truths)
    try loss.total.backward()
    #expect(try loss.total.isFinite())
    #expect(try #require(try sides.gradient).isFinite())
}

/// How much each point of a 64-pixel input wants its score changed, when one is sure of an object where no box is.
///
/// `side` is the raw value of all sides; 0 stands for 11 pixels at the finest level.
private func gradients(
    truths: [TargetBox],
    side: Float = 0,
    hasUnmarkedObjects: Bool
) throws -> [Float] {
    var values = [Float](repeating: -4, count: points.count)
    values[0] = 2
    let logits = try Tensor(values, shape: [1, points.count, 1])
    try logits.requireGradient(true)
    let sides = try Tensor([Float](repeating: side, count: points.count * 4), shape: [1, points.count, 4])
    let loss = try DetectionLoss(points: points, hasUnmarkedObjects: hasUnmarkedObjects)(
        DetectorOutput(logits: logits, sides: sides),
        truths: [truths]
    )
    try loss.total.backward()
    return try #require(try logits.gradient).floats()
}

@Test func `being sure where nothing is marked is a fault only where all is marked`() throws {
    let far = [TargetBox(labelIndex: 0, box: Box(left: 40, top: 40, width: 20, height: 20))]
    for truths in [far, []] {
        #expect(try gradients(truths: truths, hasUnmarkedObjects: false)[0] > 0)
        let lenient = try gradients(truths: truths, hasUnmarkedObjects: true)
        #expect(lenient[0] == 0)
        #expect(lenient[1] > 0, "an unsure point is background all the same")
    }
}

@Test func `another box on a marked object is a fault in any case`() throws {
    // The first point is too far from the object's middle to learn it, but its box, 34 pixels to each side, overlaps it by
    // more than a tenth.
    let near = [TargetBox(labelIndex: 0, box: Box(left: 10, top: 10, width: 40, height: 40))]
    #expect(try gradients(truths: near, side: 2, hasUnmarkedObjects: true)[0] > 0)
}

@Test func `a box is of its own kind, and an object of any kind where the first label says so`() throws {
    let box = Box(left: 10, top: 10, width: 40, height: 40)
    for (isGeneral, falls) in [(false, [false, true, false]), (true, [true, true, false])] {
        let logits = try Tensor([Float](repeating: -1, count: points.count * 3), shape: [1, points.count, 3])
        try logits.requireGradient(true)
        let sides = try Tensor(zeros: [1, points.count, 4])
        let loss = try DetectionLoss(points: points, firstLabelIsAnyObject: isGeneral)(
            DetectorOutput(logits: logits, sides: sides),
            truths: [[TargetBox(labelIndex: 1, box: box)]]
        )
        try loss.total.backward()
        let gradient = try #require(try logits.gradient).floats()
        // A gradient below zero wants more of the label somewhere.
        for label in 0..<3 {
            let wanted = stride(from: label, to: gradient.count, by: 3).contains { gradient[$0] < 0 }
            #expect(wanted == falls[label], "label \(label), first label general: \(isGeneral)")
        }
    }
}

private func expectGradient(_ tensor: Tensor, _ expected: [Float], _ name: String) throws {
    let gradient = try #require(try tensor.gradient, "\(name)")
    let sums = try gradient.absolute().sum(dimension: 2).sum(dimension: 1).floats()
    for (found, wanted) in zip(sums, expected) {
        #expect(abs(found - wanted) < 1e-3 * max(1, wanted), "\(name)")
    }
}
