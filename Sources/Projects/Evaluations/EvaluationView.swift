package import Annotations
package import Catalog
package import FoundationEssentials

/// How far an evaluation is.
package enum EvaluationState: Hashable, Sendable {
    case waiting
    case running(done: Int, of: Int)
    case finished
    case failed(reason: String)
}

/// How the test set of a later evaluation differs from that of the training.
package struct EvaluationChange: Hashable, Sendable {
    /// Images that are new.
    package let added: Int
    /// Images that are gone.
    package let removed: Int
    /// Images of both whose objects are others.
    package let relabelled: Int
    /// The test dataset's count of writes when it was read.
    package let testChanges: Int
}

/// One evaluation of a version among others.
package struct EvaluationOverview: Hashable, Sendable {
    /// Nil for the one made at the training.
    package let id: Int64?
    /// Nil until it is finished.
    package let made: Date?
    package let state: EvaluationState
    package let f1: Double?
    /// Against the one made at the training; nil for that one, and until it is finished.
    package let change: EvaluationChange?
    /// Writes to the project's test dataset since it was read; above 0 another evaluation may say something new.
    package let changedSince: Int
}

/// A figure with the interval that holds it in 95 of 100 test sets of the kind; each 0...1 but for rates.
package struct FigureView: Hashable, Sendable {
    package let value: Double
    package let low: Double?
    package let high: Double?
}

/// How good a model is, overall or at one label.
package struct ScoresView: Hashable, Sendable {
    package let f1: FigureView
    package let precision: FigureView
    package let recall: FigureView
    package let averageRecall: FigureView
    package let ap50: FigureView
    package let ap50To95: FigureView
}

/// Counts and figures by confidence threshold: row i of 201 is for i / 200.
package struct ThresholdView: Hashable, Sendable {
    package let correct: [Int]
    package let invented: [Int]
    package let missed: [Int]
    package let precision: [Double]
    package let recall: [Double]
    package let f1: [Double]
}

/// How well a model finds one label.
package struct LabelView: Hashable, Sendable {
    package let name: String
    /// 0...1; nil where the label has no object or no detection.
    package let assumedThreshold: Double?
    /// Images with an object of the label.
    package let testImages: Int
    package let objects: Int
    package let detections: Int
    /// Objects found, at the assumed threshold.
    package let correct: Int
    /// Detections without an object, at the assumed threshold.
    package let invented: Int
    /// Objects not found, at the assumed threshold.
    package let missed: Int
    package let scores: ScoresView?
    package let thresholds: ThresholdView
    /// At recall 0 to 1 by 0.01; empty for a label without an object.
    package let precisionAtRecall: [Double]
}

/// An object that a person marked in a test image.
package struct TruthView: Hashable, Sendable {
    package let label: String
    package let box: Box
    /// `correct`, `missed` or `not_evaluated`.
    package let verdict: String
    /// Index of the detection that found it, at whatever threshold.
    package let partner: Int?
    package let iou: Double?
    /// The partner's.
    package let confidence: Double?
}

/// A detection in a test image.
package struct DetectionView: Hashable, Sendable {
    package let label: String
    package let box: Box
    package let confidence: Double
    /// `correct`, `invented`, `below_threshold` or `not_evaluated`.
    package let verdict: String
    /// Index of the object that it found, at whatever threshold.
    package let partner: Int?
    package let iou: Double?
}

/// A test image with what became of its objects.
package struct TestImageView: Hashable, Sendable {
    package let source: String
    /// The last part of the source.
    package let name: String
    package let size: ImageSize
    /// Where one of the project's datasets still holds the image.
    package let entry: Int64?
    package let entryRevision: Int?
    package let entrySet: DatasetType?
    package let truths: [TruthView]
    package let detections: [DetectionView]
}

/// All that a page shows of an evaluation.
package struct EvaluationView: Hashable, Sendable {
    package let overview: EvaluationOverview
    /// Nil when no label has test images.
    package let scores: ScoresView?
    package let labels: [LabelView]
    /// The sums of the labels' counts, and the plain means of their figures over those with objects.
    package let overall: ThresholdView
    package let labelsWithoutTestImages: [String]
    package let labelsNotEvaluated: [String]
    package let testImages: Int
    package let emptyImages: Int
    package let falseAlarmsInEmptyImages: Int
    package let falseAlarmsPer100EmptyImages: FigureView?
    /// In images without an object, by threshold as in `ThresholdView`.
    package let falseAlarmsByThreshold: [Int]
    package let notes: [String]
    package let images: [TestImageView]
}
