/// Custom Labels' manifest summary: the figures of a training and a testing manifest, and what is wrong with the two
/// together.
package struct ManifestSummary: Hashable, Sendable, Codable {
    /// The two manifests' figures, under AWS's keys.
    package struct Statistics: Hashable, Sendable, Codable {
        package var training: ManifestStatistics
        package var testing: ManifestStatistics
    }

    package var statistics: Statistics
    /// Failures that span both manifests.
    package var errors: [ManifestStatistics.Failure]

    /// Sums two manifests up; nil unless both sets were read from manifests.
    ///
    /// At least half of the training labels must be in the testing manifest. "Usable" labels are those of the manifest's
    /// use case.
    package init?(training: AnnotationSet, testing: AnnotationSet) {
        guard let trainingStatistics = training.statistics, let testingStatistics = testing.statistics else {
            return nil
        }
        statistics = Statistics(training: trainingStatistics, testing: testingStatistics)
        let trainingLabels = ManifestLabels(entries: training.entries, useCase: trainingStatistics.useCase)
        let testingLabels = ManifestLabels(entries: testing.entries, useCase: testingStatistics.useCase)
        if Self.overlaps(trainingLabels.all, testingLabels.all) {
            let enough = Self.overlaps(trainingLabels.usable, testingLabels.usable)
            errors = enough ? [] : [.init(.insufficientUsableLabelOverlap)]
        } else {
            errors = [.init(.insufficientLabelOverlap)]
        }
    }

    private static func overlaps(_ training: [String], _ testing: [String]) -> Bool {
        2 * Set(training).intersection(testing).count >= Set(training).count
    }
}
