import JSONText

/// Custom Labels' validation manifests: copies of a manifest that show each line's errors and warnings where they are.
package enum ValidationManifest {
    /// The manifest with `errors` and `warnings` added to the parts of its lines that have them.
    ///
    /// All else stays byte for byte, but for the same two keys of an earlier validation, which would be out of date: AWS
    /// asks its users to repair these files and train on them. `found` holds further issues by line number, such as
    /// images that turned out to be invalid.
    package static func bytes(of set: AnnotationSet, adding found: [Int: [ManifestIssue]] = [:]) -> [UInt8] {
        var manifest: [UInt8] = []
        for entry in set.entries {
            guard let line = entry.line, let original = entry.original else { continue }
            manifest += bytes(of: original, issues: entry.issues + found[line, default: []])
        }
        return manifest
    }

    private static func bytes(of line: ArraySlice<UInt8>, issues: [ManifestIssue]) -> [UInt8] {
        let bytes = Array(line)
        guard let whole = ManifestLines(bytes).first(where: { _ in true }) else { return bytes }
        // A byte order mark is the file's, on its first line; it must not get into an object.
        let content = whole.content
        let start = Array(bytes[..<content.lowerBound])
        let end = Array(bytes[content.upperBound...])
        // Read before without trouble, or its issue says what the trouble was.
        let object = (try? JSONReader.value(in: bytes, range: content))?.asObject
        guard let object, !issues.contains(where: { $0.code == .invalidJSONLine }) else {
            return start + replacement(for: issues) + end
        }
        var edits = LineEdits(bytes: bytes)
        edits.annotate(object, with: issues)
        return start + edits.applied(to: content) + end
    }

    /// The line that stands for one that is no JSON object.
    private static func replacement(for issues: [ManifestIssue]) -> [UInt8] {
        var writer = JSONWriter()
        writer.raw("{")
        writer.issues(issues, key: "errors")
        writer.raw("}")
        return writer.bytes
    }
}

extension JSONWriter {
    /// Appends `"errors":[{"code":…,"message":…}]`, or the same under another key.
    fileprivate mutating func issues(_ issues: [ManifestIssue], key: String) {
        string(key)
        raw(":")
        list(issues, open: "[", close: "]") { writer, issue in
            writer.raw("{\"code\":")
            writer.string(issue.code.rawValue)
            writer.raw(",\"message\":")
            writer.string(issue.message)
            writer.raw("}")
        }
    }
}

/// Changes to the bytes of a line, which leave the bytes between them alone.
private struct LineEdits {
    private struct Edit {
        let range: Range<Int>
        let replacement: [UInt8]
    }

    let bytes: [UInt8]
    private var edits: [Edit] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Shows issues in a line's object and in the objects of its label attributes.
    mutating func annotate(_ line: JSONObject, with issues: [ManifestIssue]) {
        var ofLine = issues
        for name in GroundTruthLine.labelAttributes(of: line) {
            if let metadata = line[name + "-metadata"]?.asObject {
                mark(metadata, take(&ofLine, at: .metadata(name)))
            }
            guard let attribute = line[name]?.asObject else { continue }
            mark(attribute, take(&ofLine, at: .attribute(name)))
            for (index, box) in (attribute["annotations"]?.asArray ?? []).enumerated() {
                guard let box = box.asObject else { continue }
                mark(box, take(&ofLine, at: .annotation(name, index)))
            }
        }
        // What is left is the line's own, or about a part that is no object and cannot hold it.
        mark(line, ofLine)
    }

    private func take(_ issues: inout [ManifestIssue], at place: ManifestIssue.Place) -> [ManifestIssue] {
        let taken = issues.filter { $0.place == place }
        issues.removeAll { $0.place == place }
        return taken
    }

    /// Gives an object the issues as `errors` and `warnings`, in place of such keys that it has.
    private mutating func mark(_ object: JSONObject, _ issues: [ManifestIssue]) {
        let kept = object.members.filter { $0.key != "errors" && $0.key != "warnings" }
        for severity in [Problem.Severity.error, .warning] {
            let ofKind = issues.filter { $0.code.severity == severity }
            guard !ofKind.isEmpty else { continue }
            var writer = JSONWriter()
            let isFirst =
                kept.isEmpty && (severity == .error || !issues.contains { $0.code.severity == .error })
            if !isFirst { writer.raw(",") }
            writer.issues(ofKind, key: severity == .error ? "errors" : "warnings")
            let end = kept.last?.range.upperBound ?? object.range.upperBound - 1
            edits.append(Edit(range: end..<end, replacement: writer.bytes))
        }
        // Behind the additions, which may stand where a removal begins.
        removeMembers(of: object, keeping: kept)
    }

    private mutating func removeMembers(of object: JSONObject, keeping kept: [JSONObject.Member]) {
        guard kept.count < object.members.count else { return }
        guard let first = kept.first, let last = kept.last else {
            return remove((object.range.lowerBound + 1)..<(object.range.upperBound - 1))
        }
        remove((object.range.lowerBound + 1)..<first.range.lowerBound)
        for (one, next) in zip(kept, kept.dropFirst())
        where isSomethingRemoved(between: one, next, of: object) {
            edits.append(
                Edit(range: one.range.upperBound..<next.range.lowerBound, replacement: [UInt8(ascii: ",")])
            )
        }
        remove(last.range.upperBound..<(object.range.upperBound - 1))
    }

    private func isSomethingRemoved(
        between one: JSONObject.Member,
        _ next: JSONObject.Member,
        of object: JSONObject
    ) -> Bool {
        object.members.contains {
            one.range.upperBound < $0.range.lowerBound && $0.range.upperBound < next.range.lowerBound
        }
    }

    private mutating func remove(_ range: Range<Int>) {
        if !range.isEmpty { edits.append(Edit(range: range, replacement: [])) }
    }

    /// The bytes of a range with the edits made.
    func applied(to range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var position = range.lowerBound
        // Stable: edits at one place stay in the order they were made.
        let ordered = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        for (_, edit) in ordered {
            result += bytes[position..<edit.range.lowerBound]
            result += edit.replacement
            position = edit.range.upperBound
        }
        return result + bytes[position..<range.upperBound]
    }
}
