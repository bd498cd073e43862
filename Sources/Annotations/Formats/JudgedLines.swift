/// The lines of a manifest seen together: which image came twice, which use case it is, and what that makes of each.
struct JudgedLines {
    private struct Judged {
        let place: ManifestLines.Line
        var line: GroundTruthLine
    }

    private let limits: ManifestLimits
    private var lines: [Judged] = []
    /// Line numbers by source.
    private var sources: [String: Int] = [:]
    private var buckets: Set<String> = []
    /// Whether any line is not blank.
    private(set) var haveContent = false

    init(limits: ManifestLimits) {
        self.limits = limits
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    mutating func add(_ place: ManifestLines.Line, of bytes: [UInt8]) {
        let isBlank = bytes[place.content].allSatisfy(Self.isSpace)
        haveContent = haveContent || !isBlank
        var line = isBlank ? .blank : GroundTruthLine(in: bytes, range: place.content, limits: limits)
        if let source = line.source {
            if let earlier = sources[source] {
                line.refuse(ManifestIssue(.duplicateSourceRef, detail: "\(source) is on line \(earlier)"))
            } else {
                sources[source] = place.number
            }
        }
        if line.verdict != .invalid, let location = line.source.flatMap(S3Location.init) {
            buckets.insert(location.bucket)
        }
        lines.append(Judged(place: place, line: line))
    }

    private var useCase: ManifestStatistics.UseCase {
        let usable = lines.lazy.filter { $0.line.verdict == .usable }
        if usable.contains(where: { !$0.line.boxes.isEmpty }) { return .objectLocalization }
        return usable.contains { !$0.line.imageLabels.isEmpty } ? .imageLevelLabels : .notDetermined
    }

    /// The manifest as a set; `bytes` are the file's.
    func annotationSet(of bytes: [UInt8], file: String) -> AnnotationSet {
        let useCase = useCase
        let entries = lines.map { judged in
            Entry(
                status: Self.status(of: judged.line, in: useCase),
                image: judged.line.image,
                imageLabels: judged.line.imageLabels,
                line: judged.place.number,
                original: bytes[judged.place.whole],
                issues: judged.line.issues
            )
        }
        let labels = ManifestLabels(entries: entries, useCase: useCase)
        let failures = failures(entries, labels, useCase)
        let problems = lines.flatMap { judged in
            judged.line.issues.map { $0.problem(line: judged.place.number, file: file) }
        }
        let fileProblems = failures.map {
            Problem(severity: .error, code: $0.rawValue, message: $0.message, file: file)
        }
        return AnnotationSet(
            format: .groundTruth,
            entries: entries,
            labels: labels.usable,
            problems: problems + fileProblems,
            statistics: ManifestStatistics(useCase: useCase, entries: entries, failures: failures)
        )
    }

    private static func status(
        of line: GroundTruthLine,
        in useCase: ManifestStatistics.UseCase
    ) -> Entry.Status {
        switch line.verdict {
        case .invalid: .invalid
        case .ignored: .ignored
        // A line of the other use case only; lines with both kinds of attribute are used for what they have.
        case .usable: useCase == .objectLocalization && line.boxes.isEmpty ? .ignored : .valid
        }
    }

    private func failures(
        _ entries: [Entry],
        _ labels: ManifestLabels,
        _ useCase: ManifestStatistics.UseCase
    ) -> [ManifestContentFailure] {
        var failures: [ManifestContentFailure] = []
        let invalid = entries.count { $0.status == .invalid }
        if invalid * 100 > limits.invalidLinesPercent * entries.count { failures.append(.tooManyInvalidRows) }
        if limits.requiresOneBucket, buckets.count > 1 { failures.append(.imagesInMultipleBuckets) }
        // AWS's guide contradicts itself on the minimum; this is its page of limits.
        let fewest = useCase == .imageLevelLabels ? 2 : 1
        if labels.all.count < fewest {
            failures.append(.tooFewLabels)
        } else if labels.usable.count < fewest {
            failures.append(.tooFewUsableLabels)
        }
        if labels.all.count > limits.labels { failures.append(.tooManyLabels) }
        return failures
    }
}

/// The labels of a manifest's lines, each once and in order of first appearance.
struct ManifestLabels {
    /// Of both use cases.
    let all: [String]
    /// Of the manifest's use case alone.
    let usable: [String]

    init(entries: [Entry], useCase: ManifestStatistics.UseCase) {
        let usedEntries = entries.filter { $0.status != .invalid }
        let boxLabels = usedEntries.flatMap { $0.image?.annotations.map(\.label) ?? [] }
        let imageLabels = usedEntries.flatMap(\.imageLabels)
        all = Self.distinct(boxLabels + imageLabels)
        usable = useCase == .imageLevelLabels ? Self.distinct(imageLabels) : Self.distinct(boxLabels)
    }

    private static func distinct(_ labels: [String]) -> [String] {
        var seen: Set<String> = []
        return labels.filter { seen.insert($0).inserted }
    }
}
