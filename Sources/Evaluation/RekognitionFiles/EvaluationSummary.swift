package import Foundation

extension RekognitionFiles {
    /// The evaluation summary (`EvaluationResultSummary-<project>-<version>.json`): one JSON document.
    ///
    /// Flat, as Amazon's files are, not with the extra `Metrics` of its reference page. `AveragePrecision` is AP50 and
    /// `AverageRecall` the recall without a threshold. Labels come best F1 first; one without test images has no result.
    /// A label that was never detected has the threshold 1. Unlike Amazon's, the figures are exactly those of the
    /// snapshot's counts.
    package static func summary(of report: EvaluationReport, facts: Facts) -> Data {
        let document: OrderedJSON = [
            "Version": .integer(1),
            "EvaluationDetails": [
                "ProjectVersionArn": .string(facts.projectVersionARN),
                "EvaluationEndTimestamp": .string(timestamp(facts.evaluationEnd)),
                "Labels": .array(report.labels.map { .string($0.name) }),
                "NumberOfTrainingImages": .integer(facts.trainingImages),
                "NumberOfTestingImages": .integer(facts.testingImages),
            ],
            "AggregatedEvaluationResults": aggregated(report.scores),
            "LabelEvaluationResults": .array(labelResults(report.labels)),
        ]
        return Data(document.text.utf8)
    }

    /// Empty when no label has test images.
    private static func aggregated(_ scores: Scores?) -> OrderedJSON {
        guard let scores else { return [:] }
        return [
            "Precision": .number(scores.precision),
            "Recall": .number(scores.recall),
            "F1Score": .number(scores.f1),
            "AveragePrecision": .number(scores.ap50),
            "AverageRecall": .number(scores.averageRecall),
        ]
    }

    private static func labelResults(_ labels: [LabelReport]) -> [OrderedJSON] {
        let tested = labels.compactMap { label in label.scores.map { (label: label, scores: $0) } }
        return tested.inFallingOrder { $0.scores.f1 }.map { label, scores in
            [
                "Label": .string(label.name),
                "NumberOfTestingImages": .integer(label.counts.testImages),
                "Metrics": [
                    "Threshold": .number(label.threshold ?? 1),
                    "Precision": .number(scores.precision),
                    "Recall": .number(scores.recall),
                    "F1Score": .number(scores.f1),
                ],
            ]
        }
    }
}
