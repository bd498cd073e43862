import Catalog
import Evaluation

extension EvaluationView {
    /// A report as a page shows it; `entries` are the present ones by source.
    init(
        _ report: EvaluationReport,
        _ overview: EvaluationOverview,
        entries: [String: (pointer: EntryPointer, type: DatasetType)]
    ) {
        self.overview = overview
        scores = report.scores.map { ScoresView($0, report.intervals) }
        labels = report.labels.map(LabelView.init)
        overall = ThresholdView(ThresholdTable(of: report.labels))
        labelsWithoutTestImages = report.labelsWithoutTestImages
        labelsNotEvaluated = report.labelsNotEvaluated
        testImages = report.imageCount
        emptyImages = report.emptyImages.count
        falseAlarmsInEmptyImages = report.emptyImages.falseAlarms
        falseAlarmsPer100EmptyImages = report.emptyImages.falseAlarmsPer100Images.map {
            FigureView($0, report.emptyImages.falseAlarmsPer100ImagesInterval)
        }
        falseAlarmsByThreshold = report.falseAlarmsByThreshold
        notes = report.notes
        images = report.images.map { TestImageView($0, entries[$0.id]) }
    }
}

extension FigureView {
    fileprivate init(_ value: Double, _ interval: Interval?) {
        self.init(value: value, low: interval?.low, high: interval?.high)
    }
}

extension ScoresView {
    fileprivate init(_ scores: Scores, _ intervals: ScoreIntervals?) {
        self.init(
            f1: FigureView(scores.f1, intervals?.f1),
            precision: FigureView(scores.precision, intervals?.precision),
            recall: FigureView(scores.recall, intervals?.recall),
            averageRecall: FigureView(scores.averageRecall, intervals?.averageRecall),
            ap50: FigureView(scores.ap50, intervals?.ap50),
            ap50To95: FigureView(scores.ap50To95, intervals?.ap50To95)
        )
    }
}

extension ThresholdView {
    fileprivate init(_ table: ThresholdTable) {
        self.init(
            correct: table.correct,
            invented: table.invented,
            missed: table.missed,
            precision: table.precision,
            recall: table.recall,
            f1: table.f1
        )
    }
}

extension LabelView {
    fileprivate init(_ label: LabelReport) {
        self.init(
            name: label.name,
            assumedThreshold: label.threshold,
            testImages: label.counts.testImages,
            objects: label.counts.objects,
            detections: label.counts.detections,
            correct: label.counts.truePositives,
            invented: label.counts.falsePositives,
            missed: label.counts.falseNegatives,
            scores: label.scores.map { ScoresView($0, label.intervals) },
            thresholds: ThresholdView(ThresholdTable(of: label)),
            precisionAtRecall: label.curve.precisionAtRecall
        )
    }
}

extension TestImageView {
    fileprivate init(_ image: ImageReport, _ entry: (pointer: EntryPointer, type: DatasetType)?) {
        self.init(
            source: image.id,
            name: NewEntry.name(of: image.id),
            size: image.size,
            entry: entry?.pointer.id,
            entryRevision: entry?.pointer.revision,
            entrySet: entry?.type,
            truths: image.objects.map { object in
                TruthView(
                    label: object.label,
                    box: object.box,
                    verdict: object.verdict.rawValue,
                    partner: object.partner,
                    iou: object.iou,
                    confidence: object.confidence
                )
            },
            detections: image.detections.map { detection in
                DetectionView(
                    label: detection.label,
                    box: detection.box,
                    confidence: detection.confidence,
                    verdict: detection.verdict.rawValue,
                    partner: detection.partner,
                    iou: detection.iou
                )
            }
        )
    }
}
