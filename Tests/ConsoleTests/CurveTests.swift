import Testing

@testable import Console
@testable import Projects

private func label(assumed: Double?) -> LabelView {
    let figure = FigureView(value: 0.5, low: nil, high: nil)
    return LabelView(
        name: "bear",
        assumedThreshold: assumed,
        testImages: 1,
        objects: 4,
        detections: 5,
        correct: 3,
        invented: 1,
        missed: 1,
        scores: ScoresView(
            f1: figure,
            precision: figure,
            recall: figure,
            averageRecall: figure,
            ap50: figure,
            ap50To95: figure
        ),
        thresholds: ThresholdView(
            correct: [4, 2, 0],
            invented: [2, 1, 0],
            missed: [0, 2, 4],
            precision: [0.66, 0.66, 1],
            recall: [1, 0.5, 0],
            f1: [0.8, 0.57, 0]
        ),
        precisionAtRecall: []
    )
}

@Test func `thresholds fall, and the assumed one has a row of its own`() {
    let curve = CurveShape(label(assumed: 0.3))
    #expect(curve.thresholds == [1, 0.5, 0.3, 0])
    #expect(curve.truePositives == [0, 2, 3, 4])
    #expect(curve.falsePositives == [0, 1, 1, 2])
    #expect(curve.falseNegatives == [4, 2, 1, 0])
    #expect(curve.f1 == [0, 0.57, 0.5, 0.8])
}

@Test func `an assumed threshold that is a step adds no row`() {
    #expect(CurveShape(label(assumed: 0.5)).thresholds == [1, 0.5, 0])
    #expect(CurveShape(label(assumed: nil)).thresholds == [1, 0.5, 0])
}
