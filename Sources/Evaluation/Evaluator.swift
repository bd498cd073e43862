import Annotations

/// Compares what a model found with what people marked.
package enum Evaluator {
    /// A number of resamples whose intervals are steady in the second digit.
    package static let defaultResamples = 1000

    /// Judges every object and detection and scores the labels.
    ///
    /// An object and a detection of one label pair from an overlap (intersection over union) of 0.5.
    /// - Parameters:
    ///   - images: Labelled images only; one without truths says that nothing is there.
    ///   - labels: The labels to evaluate, each once: those the model was trained for. Objects and detections of others
    ///     get no verdict and count nowhere.
    ///   - seed: Of the resampling; the same seed gives the same intervals.
    ///   - resamples: How many test sets are drawn for the intervals; 0 for none.
    /// - Returns: The report, its images in the given order.
    package static func evaluate(
        _ images: [TestedImage],
        labels: [String],
        seed: UInt64,
        resamples: Int = defaultResamples
    ) -> EvaluationReport {
        let matches = match(images, labels: labels)
        let steps = matches.map { ConfidenceSteps($0) }
        let tallies = zip(matches, steps).map { LabelTally($0, threshold: $1.assumedThreshold) }
        let once = [Int](repeating: 1, count: images.count)
        let scores = tallies.map { $0.scores(weights: once) }
        let verdicts = judge(images, matches: matches, tallies: tallies)
        let emptyImages = tally(verdicts)
        let intervals = Bootstrap(seed: seed, resamples: resamples)
            .intervals(labels: tallies, emptyImages: emptyImages, imageCount: images.count)
        let labelReports = labels.indices.map { label in
            report(
                matches[label],
                steps[label],
                tallies[label],
                scores[label],
                intervals.labels[label],
                imageCount: images.count
            )
        }
        return EvaluationReport(
            scores: Scores.mean(of: scores.compactMap(\.self)),
            intervals: intervals.overall,
            labels: labelReports,
            labelsWithoutTestImages: labelReports.filter { $0.counts.testImages == 0 }.map(\.name),
            labelsNotEvaluated: otherLabels(in: images, than: labels),
            emptyImages: EmptyImagesReport(
                count: emptyImages.images.count,
                falseAlarms: emptyImages.falseAlarms,
                falseAlarmsPer100Images: emptyImages.falseAlarmsPer100Images(weights: once),
                falseAlarmsPer100ImagesInterval: intervals.falseAlarmsPer100EmptyImages
            ),
            imageLists: ImageLists(verdicts),
            imageCount: images.count,
            seed: seed,
            resamples: resamples,
            notes: [EvaluationReport.optimismNote],
            images: verdicts
        )
    }

    /// Average precision alone, as a trainer wants it after an epoch; nil when no image holds an object of the labels.
    package static func averagePrecision(_ images: [TestedImage], labels: [String]) -> AveragePrecision? {
        let once = [Int](repeating: 1, count: images.count)
        let averages = match(images, labels: labels).filter { $0.objectCount > 0 }.map { matches in
            RankedDetections(matches).averagePrecision(weights: once, positives: matches.objectCount)
        }
        guard !averages.isEmpty else { return nil }
        return AveragePrecision(
            ap50: averages.reduce(0) { $0 + $1.ap50 } / Double(averages.count),
            ap50To95: averages.reduce(0) { $0 + $1.ap50To95 } / Double(averages.count)
        )
    }

    private static func report(
        _ matches: LabelMatches,
        _ steps: ConfidenceSteps,
        _ tally: LabelTally,
        _ scores: Scores?,
        _ intervals: ScoreIntervals?,
        imageCount: Int
    ) -> LabelReport {
        LabelReport(
            name: matches.label,
            threshold: tally.threshold,
            counts: LabelCounts(matches, threshold: tally.threshold),
            scores: scores,
            intervals: intervals,
            curve: ThresholdCurve(
                steps,
                assumedThreshold: tally.threshold,
                precisionAtRecall: tally.precisionAtRecallPoints(imageCount: imageCount)
            )
        )
    }

    private static func match(_ images: [TestedImage], labels: [String]) -> [LabelMatches] {
        // A NaN has no rank. It must be dropped where detections are made, not scored here as if it had one.
        for image in images {
            precondition(
                image.detections.allSatisfy { !$0.confidence.isNaN },
                "\(image.id): a confidence is NaN"
            )
        }
        return LabelMatches.match(images, labels: labels)
    }

    private static func judge(
        _ images: [TestedImage],
        matches: [LabelMatches],
        tallies: [LabelTally]
    ) -> [ImageReport] {
        var reports = images.map { ImageReport($0) }
        for (label, tally) in zip(matches, tallies) {
            for match in label.images {
                reports[match.image].judge(match, threshold: tally.threshold)
            }
        }
        return reports
    }

    private static func tally(_ images: [ImageReport]) -> EmptyImageTally {
        let empty = images.enumerated().filter { $0.element.objects.isEmpty }
        return EmptyImageTally(
            images: empty.map {
                EmptyImageTally.EmptyImage(image: $0.offset, falseAlarms: $0.element.invented)
            }
        )
    }

    private static func otherLabels(in images: [TestedImage], than labels: [String]) -> [String] {
        var others = Set(images.flatMap { $0.truths.map(\.label) + $0.detections.map(\.label) })
        others.subtract(labels)
        return others.sorted()
    }
}
