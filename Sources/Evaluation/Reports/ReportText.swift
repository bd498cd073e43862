import Foundation

/// The report as plain text for a terminal of 96 columns, to be understood without knowing machine learning.
package struct ReportText: Sendable {
    private let report: EvaluationReport
    /// How many of the worst images are named.
    private let worstImages: Int

    /// The columns that no line exceeds.
    package static let width = 96

    package init(_ report: EvaluationReport, worstImages: Int = 5) {
        self.report = report
        self.worstImages = worstImages
    }

    /// The sections with empty lines between them and a line feed at the end.
    package var text: String {
        [headline, figures, falseAlarms, labelTable, leftOut, worst, notes]
            .filter { !$0.isEmpty }
            .map { $0.joined(separator: "\n") }
            .joined(separator: "\n\n") + "\n"
    }

    private var headline: [String] {
        let objects = report.labels.reduce(0) { $0 + $1.counts.objects }
        return [
            "Tested on \(counted(report.imageCount, "image")) (\(report.emptyImages.count) without an object) with "
                + "\(counted(objects, "object")) of \(counted(report.labels.count, "label"))."
        ]
    }

    private var figures: [String] {
        guard let scores = report.scores else {
            return ["No test image holds an object: there is nothing to score."]
        }
        let intervals = report.intervals
        let rows: [(String, Double, Interval?, String)] = [
            ("F1", scores.f1, intervals?.f1, "precision and recall in one figure; 1 is perfect"),
            ("Precision", scores.precision, intervals?.precision, "share of the boxes shown that are right"),
            ("Recall", scores.recall, intervals?.recall, "share of the real objects that are found"),
            ("AP50", scores.ap50, intervals?.ap50, "the same balance over all thresholds, not just one"),
            ("AP50:95", scores.ap50To95, intervals?.ap50To95, "AP50 again, asking for ever tighter boxes"),
            (
                "Average recall", scores.averageRecall, intervals?.averageRecall,
                "share found if every guess were shown"
            ),
        ]
        var lines = rows.map { name, value, interval, meaning in
            padded(name, 15) + decimals(value) + "  " + padded(interval.map(range) ?? "", 18) + meaning
        }
        lines.append(
            "A box is right if it overlaps the marked one by half or more (shared area over joint area)."
        )
        if intervals != nil {
            let drawn = counted(report.resamples, "draw")
            lines.append("In brackets: its range in 95 of 100 test sets drawn from these images (\(drawn)).")
        }
        if report.labels.count > 1 { lines.append("Each figure is the plain mean over the labels.") }
        return lines
    }

    private var falseAlarms: [String] {
        let empty = report.emptyImages
        guard let rate = empty.falseAlarmsPer100Images else {
            return ["False alarms on empty images: unknown, for no test image is without an object."]
        }
        let interval =
            empty.falseAlarmsPer100ImagesInterval.map {
                " (\(decimals($0.low, 1)) to \(decimals($0.high, 1)))"
            } ?? ""
        return [
            "False alarms: \(decimals(rate, 1))\(interval) per 100 images without an object; "
                + "\(empty.falseAlarms) in \(counted(empty.count, "such image"))."
        ]
    }

    private var labelTable: [String] {
        let tested = report.labels.filter { $0.scores != nil }
        guard !tested.isEmpty else { return [] }
        let nameWidth = min(26, max(12, (tested.map(\.name.count).max() ?? 0) + 2))
        let header =
            padded("label", nameWidth)
            + ["F1", "precision", "recall", "threshold", "images", "objects", "AP50"].map(column).joined()
        let rows = tested.compactMap { label in
            label.scores.map { scores in
                let cells = [
                    decimals(scores.f1), decimals(scores.precision), decimals(scores.recall),
                    label.threshold.map { decimals($0) } ?? "none", String(label.counts.testImages),
                    String(label.counts.objects), decimals(scores.ap50),
                ]
                return padded(shortened(label.name, to: nameWidth - 2), nameWidth)
                    + cells.map(column).joined()
            }
        }
        return [header] + rows + [
            "Boxes below a label's threshold are not shown; it is where its F1 is best."
        ]
    }

    private var leftOut: [String] {
        var lines: [String] = []
        if !report.labelsWithoutTestImages.isEmpty {
            let names = report.labelsWithoutTestImages.joined(separator: ", ")
            lines += wrapped("Without test images, so without figures and left out of the means: \(names).")
        }
        if !report.labelsNotEvaluated.isEmpty {
            let names = report.labelsNotEvaluated.joined(separator: ", ")
            lines += wrapped("Not labels of this model, so not counted: \(names).")
        }
        return lines
    }

    private var worst: [String] {
        let faulty = report.images.filter { $0.missed + $0.invented > 0 }
        guard !faulty.isEmpty, worstImages > 0 else { return [] }
        let ranked = faulty.inFallingOrder { $0.missed + $0.invented }
        let header = padded("worst images", 72) + column("missed") + column("invented")
        return [header]
            + ranked.prefix(worstImages).map { image in
                padded(shortenedFront(image.id, to: 70), 72) + column(String(image.missed))
                    + column(String(image.invented))
            }
            + [
                "\(faulty.count) of \(counted(report.imageCount, "image")) have a missed object or an invented box."
            ]
    }

    private var notes: [String] { report.notes.flatMap(wrapped) }
}

// MARK: - Columns

extension ReportText {
    private func decimals(_ value: Double, _ places: Int = 3) -> String {
        String(format: "%.\(places)f", value)
    }

    private func range(_ interval: Interval) -> String {
        "(\(decimals(interval.low)) to \(decimals(interval.high)))"
    }

    /// With the word in the plural unless there is exactly one.
    private func counted(_ count: Int, _ word: String) -> String {
        "\(count) \(word)\(count == 1 ? "" : "s")"
    }

    /// Left-aligned.
    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Right-aligned in a column of figures.
    private func column(_ text: String) -> String {
        String(repeating: " ", count: max(0, 10 - text.count)) + text
    }

    private func shortened(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }

    /// Keeps the end, where a path has its file name.
    private func shortenedFront(_ text: String, to width: Int) -> String {
        text.count <= width ? text : "…" + text.suffix(width - 1)
    }

    private func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= Self.width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
