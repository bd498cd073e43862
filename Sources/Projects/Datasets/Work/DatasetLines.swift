import Annotations
import Catalog
import Foundation

/// Lines of a manifest as a dataset takes them: entries, and what is dropped.
struct DatasetLines: Sendable {
    /// A line that becomes no entry.
    struct Dropped: Hashable, Sendable {
        /// From 1.
        let line: Int
        let code: ManifestIssueCode
        let message: String
        let detail: String?
    }

    private(set) var entries: [NewEntry] = []
    /// For each entry its line in the manifest, from 1.
    private(set) var lineNumbers: [Int] = []
    private(set) var dropped: [Dropped] = []
    /// Blank ones too.
    private(set) var lineCount = 0
    /// Whether any line is a JSON object.
    private(set) var haveObjects = false
    /// Whether any line is not blank.
    private(set) var haveContent = false

    /// AWS's terminal content errors of datasets: it leaves such lines out and says nothing.
    private static let terminal: Set<ManifestIssueCode> = [
        .lineTooLong, .missingSourceRef, .invalidSourceRefFormat, .invalidJSONLine, .duplicateSourceRef,
    ]

    /// Judges whole lines, the first of which is `firstLine` of its manifest.
    ///
    /// Of one image the first line counts.
    init(judging bytes: [UInt8], firstLine: Int = 1, limits: ManifestLimits) throws(ManifestFileFailure) {
        let set: AnnotationSet
        do throws(ManifestFileFailure) {
            set = try GroundTruthManifest.lines(of: bytes, file: "manifest", limits: limits)
        } catch .empty {
            addBlankLines(of: bytes, firstLine: firstLine)
            return
        }
        haveContent = true
        lineCount = set.entries.count
        for entry in set.entries { add(entry, line: firstLine - 1 + (entry.line ?? 1)) }
    }

    /// Moves entries whose images another part of the manifest holds already to the dropped lines.
    mutating func drop(entriesAt places: [Int]) {
        for place in places {
            let issue = ManifestIssue(.duplicateSourceRef, detail: entries[place].source)
            drop(issue, line: lineNumbers[place])
        }
        let gone = Set(places)
        entries = entries.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
        lineNumbers = lineNumbers.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
    }

    /// What is wrong with a single line that a dataset has taken.
    static func issues(of line: [UInt8], limits: ManifestLimits) -> [ManifestIssue] {
        // It was read without such a failure when it was taken, and has not changed since.
        guard let set = try? GroundTruthManifest.lines(of: line, file: "manifest", limits: limits) else {
            return []
        }
        return set.entries.first?.issues ?? []
    }

    private mutating func add(_ entry: Entry, line: Int) {
        if !entry.issues.contains(where: { $0.code == .invalidJSONLine || $0.code == .lineTooLong }) {
            haveObjects = true
        }
        if let issue = entry.issues.first(where: { Self.terminal.contains($0.code) }) {
            return drop(issue, line: line)
        }
        guard let image = entry.image, let original = entry.original else { return }
        // The catalog's texts end at a zero, and no object has one in its key.
        guard !image.source.utf8.contains(0) else {
            return drop(ManifestIssue(.invalidSourceRefFormat, detail: image.source), line: line)
        }
        entries.append(
            NewEntry(
                source: image.source,
                line: Self.content(of: original),
                isLabelled: Self.isLabelled(entry, image),
                hasErrors: entry.issues.contains { $0.code.severity == .error },
                labels: Self.labels(of: entry, image)
            )
        )
        lineNumbers.append(line)
    }

    private mutating func drop(_ issue: ManifestIssue, line: Int) {
        dropped.append(
            Dropped(line: line, code: issue.code, message: issue.message, detail: issue.detail)
        )
    }

    private mutating func addBlankLines(of bytes: [UInt8], firstLine: Int) {
        let ends = bytes.count { $0 == UInt8(ascii: "\n") }
        lineCount = ends + (bytes.last.map { $0 != UInt8(ascii: "\n") } == true ? 1 : 0)
        for line in 0..<lineCount {
            drop(ManifestIssue(.invalidJSONLine, detail: "the line is blank"), line: firstLine + line)
        }
    }

    /// The line without byte order mark, line end and the white space around it.
    private static func content(of original: ArraySlice<UInt8>) -> Data {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var content = original.starts(with: mark) ? original.dropFirst(mark.count) : original
        func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
        content = content.drop(while: isSpace)
        while let last = content.last, isSpace(last) { content.removeLast() }
        return Data(content)
    }

    /// AWS counts an image as labelled also where there is an error in its label attributes, as its guide's sample shows.
    private static func isLabelled(_ entry: Entry, _ image: AnnotatedImage) -> Bool {
        image.state == .labelled || !entry.imageLabels.isEmpty
            || entry.issues.contains { $0.code.severity == .error && $0.code != .noLabelAttributes }
    }

    private static func labels(of entry: Entry, _ image: AnnotatedImage) -> [String: Int] {
        var labels: [String: Int] = [:]
        for annotation in image.annotations { labels[annotation.label, default: 0] += 1 }
        for label in entry.imageLabels { labels[label, default: 0] += 0 }
        return labels.filter { canBeListed($0.key) }
    }

    /// Whether a label is one by the service model's pattern, `.{1,}`, and holds no zero.
    static func canBeListed(_ label: String) -> Bool {
        !label.unicodeScalars.contains { scalar in
            switch scalar {
            case "\0", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
            default: false
            }
        }
    }
}
