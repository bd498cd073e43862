/// Counts and figures at evenly spaced confidence thresholds, to be looked up and never computed again.
///
/// Row i holds what counts when detections with a confidence of at least i / 200 are shown. A report's curves are exact there
/// (see `ThresholdCurve`), so the rows are what an evaluation with that threshold would give.
package struct ThresholdTable: Hashable, Sendable {
    /// The rows lie 1 / `steps` apart; there is one more of them.
    package static let steps = 200

    /// Objects that a shown detection found.
    package let correct: [Int]
    /// Shown detections without an object of their own.
    package let invented: [Int]
    /// Objects that no shown detection found.
    package let missed: [Int]
    /// 0 where nothing is shown.
    package let precision: [Double]
    /// 0 for a label without an object.
    package let recall: [Double]
    /// 0 where there is neither an object nor a detection.
    package let f1: [Double]

    /// The threshold of a row.
    package static func threshold(_ row: Int) -> Double { Double(row) / Double(steps) }

    /// One label's table.
    package init(of label: LabelReport) {
        let counts = (0...Self.steps).map { row in
            label.curve.counts(at: Self.threshold(row))
                ?? ThresholdCurve.Counts(
                    truePositives: 0,
                    falsePositives: 0,
                    falseNegatives: label.counts.objects
                )
        }
        correct = counts.map(\.truePositives)
        invented = counts.map(\.falsePositives)
        missed = counts.map(\.falseNegatives)
        precision = counts.map { Self.share($0.truePositives, of: $0.truePositives + $0.falsePositives) }
        recall = counts.map { Self.share($0.truePositives, of: $0.truePositives + $0.falseNegatives) }
        f1 = counts.map { count in
            Self.share(
                2 * count.truePositives,
                of: 2 * count.truePositives + count.falsePositives + count.falseNegatives
            )
        }
    }

    /// The table of all labels: the sums of their counts, and the plain means of their figures over those with objects.
    package init(of labels: [LabelReport]) {
        let tables = labels.map { ThresholdTable(of: $0) }
        let tested = zip(labels, tables).filter { $0.0.counts.objects > 0 }.map(\.1)
        func sum(_ column: KeyPath<ThresholdTable, [Int]>) -> [Int] {
            (0...Self.steps).map { row in tables.reduce(0) { $0 + $1[keyPath: column][row] } }
        }
        func mean(_ column: KeyPath<ThresholdTable, [Double]>) -> [Double] {
            (0...Self.steps).map { row in
                guard !tested.isEmpty else { return 0 }
                return tested.reduce(0) { $0 + $1[keyPath: column][row] } / Double(tested.count)
            }
        }
        correct = sum(\.correct)
        invented = sum(\.invented)
        missed = sum(\.missed)
        precision = mean(\.precision)
        recall = mean(\.recall)
        f1 = mean(\.f1)
    }

    private static func share(_ part: Int, of whole: Int) -> Double {
        whole > 0 ? Double(part) / Double(whole) : 0
    }
}

extension EvaluationReport {
    /// At each row of a `ThresholdTable`, the detections of the evaluated labels in images without an object.
    package var falseAlarmsByThreshold: [Int] {
        let evaluated = Set(labels.map(\.name))
        var rows = [Int](repeating: 0, count: ThresholdTable.steps + 1)
        for image in images where image.objects.isEmpty {
            for detection in image.detections where evaluated.contains(detection.label) {
                // The last row that shows it, by the division that gives the thresholds.
                let near = Int((detection.confidence * Double(ThresholdTable.steps)).rounded())
                let last = ThresholdTable.threshold(near) <= detection.confidence ? near : near - 1
                if rows.indices.contains(last) { rows[last] += 1 }
            }
        }
        for row in rows.indices.dropLast().reversed() { rows[row] += rows[row + 1] }
        return rows
    }
}
