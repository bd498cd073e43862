import Annotations
import Catalog
import Foundation
import Projects

/// An evaluation in full: the page looks numbers up in it and computes none.
struct EvaluationShape: Sendable, Encodable {
    struct Figures: Sendable, Encodable {
        let f1: Double
        let precision: Double
        let recall: Double
        let averageRecall: Double
        let ap50: Double
        let ap: Double

        init(_ scores: ScoresView) {
            f1 = scores.f1.value
            precision = scores.precision.value
            recall = scores.recall.value
            averageRecall = scores.averageRecall.value
            ap50 = scores.ap50.value
            ap = scores.ap50To95.value
        }
    }

    /// `[low, high]` of each figure that has an interval.
    struct Intervals: Sendable, Encodable {
        let f1: [Double]?
        @OrNull var precision: [Double]?
        @OrNull var recall: [Double]?
        let ap50: [Double]?
        @OrNull var ap: [Double]?

        init(_ scores: ScoresView) {
            f1 = scores.f1.interval
            precision = scores.precision.interval
            recall = scores.recall.interval
            ap50 = scores.ap50.interval
            ap = scores.ap50To95.interval
        }
    }

    struct Label: Sendable, Encodable {
        let name: String
        @OrNull var threshold: Double?
        let objects: Int
        let images: Int
        let detections: Int
        let truePositives: Int
        let falsePositives: Int
        let falseNegatives: Int
        let f1: Double?
        @OrNull var precision: Double?
        @OrNull var recall: Double?
        @OrNull var intervals: Intervals?
        let curve: CurveShape

        init(_ label: LabelView) {
            name = label.name
            threshold = label.assumedThreshold
            objects = label.objects
            images = label.testImages
            detections = label.detections
            truePositives = label.correct
            falsePositives = label.invented
            falseNegatives = label.missed
            f1 = label.scores?.f1.value
            precision = label.scores?.precision.value
            recall = label.scores?.recall.value
            intervals = label.scores.map(Intervals.init)
            curve = CurveShape(label)
        }
    }

    let id: String
    @OrNull var date: Date?
    let title: String
    @OrNull var detail: String?
    let testImages: Int
    let thresholds: [String: Double]
    @OrNull var served: Double?
    @OrNull var scores: Figures?
    @OrNull var intervals: Intervals?
    let labels: [Label]
    let overall: CurveShape
    let emptyImages: Int
    let falseAlarmsInEmptyImages: Int
    let falseAlarmsByThreshold: [Int]
    let images: [TestImageShape]
    let labelsWithoutTestImages: [String]
    let notes: [String]

    init(_ view: EvaluationView, of version: VersionReference, served: Double?) {
        let overview = EvaluationOverviewShape(view.overview)
        let place = "\(Address.api(version))/evaluations/\(overview.id)"
        (id, date, title, detail) = (overview.id, overview.date, overview.title, overview.detail)
        testImages = view.testImages
        thresholds = Dictionary(
            uniqueKeysWithValues: view.labels.compactMap { label in
                label.assumedThreshold.map { (label.name, $0) }
            }
        )
        self.served = served
        scores = view.scores.map(Figures.init)
        intervals = view.scores.map(Intervals.init)
        labels = view.labels.map(Label.init)
        overall = CurveShape(view.overall, precisionAtRecall: [])
        emptyImages = view.emptyImages
        falseAlarmsInEmptyImages = view.falseAlarmsInEmptyImages
        falseAlarmsByThreshold = view.falseAlarmsByThreshold.reversed()
        images = view.images.map { TestImageShape($0, place: place) }
        labelsWithoutTestImages = view.labelsWithoutTestImages
        notes = view.notes
    }
}

extension FigureView {
    fileprivate var interval: [Double]? {
        guard let low, let high else { return nil }
        return [low, high]
    }
}

/// Counts and figures by threshold, as columns, the highest threshold first.
struct CurveShape: Sendable, Encodable {
    var thresholds: [Double]
    var truePositives: [Int]
    var falsePositives: [Int]
    var falseNegatives: [Int]
    var precision: [Double]
    var recall: [Double]
    var f1: [Double]
    let precisionAtRecall: [Double]

    init(_ view: ThresholdView, precisionAtRecall: [Double]) {
        let steps = Double(max(1, view.correct.count - 1))
        thresholds = view.correct.indices.reversed().map { Double($0) / steps }
        truePositives = view.correct.reversed()
        falsePositives = view.invented.reversed()
        falseNegatives = view.missed.reversed()
        precision = view.precision.reversed()
        recall = view.recall.reversed()
        f1 = view.f1.reversed()
        self.precisionAtRecall = precisionAtRecall
    }

    /// With a row for the label's assumed threshold, which seldom is one of the steps.
    init(_ label: LabelView) {
        self.init(label.thresholds, precisionAtRecall: label.precisionAtRecall)
        guard let assumed = label.assumedThreshold, let scores = label.scores,
            let place = thresholds.firstIndex(where: { $0 <= assumed }), thresholds[place] != assumed
        else { return }
        thresholds.insert(assumed, at: place)
        truePositives.insert(label.correct, at: place)
        falsePositives.insert(label.invented, at: place)
        falseNegatives.insert(label.missed, at: place)
        precision.insert(scores.precision.value, at: place)
        recall.insert(scores.recall.value, at: place)
        f1.insert(scores.f1.value, at: place)
    }
}

/// A test image with its verdicts.
struct TestImageShape: Sendable, Encodable {
    struct Object: Sendable, Encodable {
        let label: String
        let box: BoxShape
        @OrNull var partner: Int?
        @OrNull var iou: Double?
        @OrNull var confidence: Double?
        let verdict: String
    }

    struct Detection: Sendable, Encodable {
        let label: String
        let confidence: Double
        let box: BoxShape
        @OrNull var partner: Int?
        @OrNull var iou: Double?
        let verdict: String
    }

    /// Where one of the project's sets still has the image.
    @OrNull var entry: Int64?
    @OrNull var set: String?
    let name: String
    let size: [Int]
    let picture: String
    let thumbnail: String
    let objects: [Object]
    let detections: [Detection]

    /// What is shown of an image; `place` is its evaluation's address.
    init(_ image: TestImageView, place: String) {
        // Every character that means something in a query, and all but ASCII, is a percent sign and digits here.
        let source = image.source.addingPercentEncoding(withAllowedCharacters: .asciiWord) ?? ""
        entry = image.entry
        set = image.entrySet?.word
        name = image.name
        size = [image.size.width, image.size.height]
        picture = "\(place)/picture?source=\(source)"
        thumbnail = "\(place)/thumbnail?source=\(source)"
        objects = image.truths.map {
            Object(
                label: $0.label,
                box: BoxShape($0.box),
                partner: $0.partner,
                iou: $0.iou,
                confidence: $0.confidence,
                verdict: $0.verdict
            )
        }
        detections = image.detections.map {
            Detection(
                label: $0.label,
                confidence: $0.confidence,
                box: BoxShape($0.box),
                partner: $0.partner,
                iou: $0.iou,
                verdict: $0.verdict
            )
        }
    }
}

extension CharacterSet {
    /// What may stand in a query as it is.
    static let asciiWord = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    )
}
