import Annotations

/// One of a run's two manifests, judged line by line and then image by image.
struct JudgedSet: Sendable {
    private(set) var lines: AnnotationSet
    private(set) var statistics: ManifestStatistics

    /// Reads a manifest.
    ///
    /// Throws a `RunFailure` where it is none, after which AWS writes no validation files.
    init(_ manifest: [UInt8], limits: ManifestLimits) throws(RunFailure) {
        do throws(ManifestFileFailure) {
            lines = try GroundTruthManifest.lines(of: manifest, file: "manifest", limits: limits)
        } catch {
            throw RunFailure(message: error.message)
        }
        let isNoManifest = lines.entries.allSatisfy { entry in
            entry.issues.contains { $0.code == .invalidJSONLine }
        }
        guard !isNoManifest, let statistics = lines.statistics else {
            throw RunFailure(message: ManifestFileFailure.inaccessibleOrUnsupportedFormat.message)
        }
        self.statistics = statistics
    }

    /// The entries that train or count in the evaluation, those labelled as empty included, by their places.
    var usable: [Int] {
        lines.entries.indices.filter { place in
            let entry = lines.entries[place]
            return entry.status != .invalid && entry.image?.state == .labelled
        }
    }

    /// Leaves lines out whose images turned out to be of no use.
    mutating func refuse(_ issues: [Int: ManifestIssue], limits: ManifestLimits) {
        guard !issues.isEmpty else { return }
        let entries = lines.entries.enumerated().map { place, entry in
            issues[place].map { Self.refused(entry, $0) } ?? entry
        }
        statistics.validLines = entries.count { $0.status == .valid }
        statistics.invalidLines = entries.count { $0.status == .invalid }
        statistics.ignoredLines = entries.count { $0.status == .ignored }
        statistics.errorLineIndices = entries.compactMap { entry in
            entry.issues.contains { $0.code.severity == .error } ? entry.line : nil
        }
        let isTooMuch = statistics.invalidLines * 100 > limits.invalidLinesPercent * entries.count
        if isTooMuch, !statistics.errors.contains(where: { $0.code == .tooManyInvalidRows }) {
            statistics.errors.insert(ManifestStatistics.Failure(.tooManyInvalidRows), at: 0)
        }
        lines = AnnotationSet(
            format: lines.format,
            entries: entries,
            labels: lines.labels,
            problems: lines.problems,
            statistics: statistics
        )
    }

    private static func refused(_ entry: Entry, _ issue: ManifestIssue) -> Entry {
        Entry(
            status: .invalid,
            image: entry.image,
            imageLabels: entry.imageLabels,
            line: entry.line,
            original: entry.original,
            issues: entry.issues + [issue]
        )
    }
}
