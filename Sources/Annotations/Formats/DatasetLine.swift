import JSONText

/// A line of a dataset as Custom Labels lists it.
package enum DatasetLine {
    /// The line with `cl-errors` in the parts that have errors and `cl-metadata` behind everything, in place of such keys
    /// that it had.
    ///
    /// What is not touched stays byte for byte. Warnings are not shown, as AWS does not show them here. A line that is no
    /// JSON object is returned as it is: no dataset keeps one.
    package static func shown(_ line: [UInt8], isLabelled: Bool, issues: [ManifestIssue]) -> [UInt8] {
        // Read before without trouble, or it would be in no dataset.
        let object = (try? JSONReader.value(in: line, range: 0..<line.count))?.asObject
        guard let object else { return line }
        var writer = ShownLine(line: line, issues: issues.filter { $0.code.severity == .error })
        writer.write(object, isLabelled: isLabelled)
        return writer.json.bytes
    }
}

/// Writes a line anew, copying what has no errors in it.
private struct ShownLine {
    let line: [UInt8]
    /// Those not yet written.
    var issues: [ManifestIssue]
    var json = JSONWriter()

    init(line: [UInt8], issues: [ManifestIssue]) {
        self.line = line
        self.issues = issues
    }

    mutating func write(_ object: JSONObject, isLabelled: Bool) {
        let attributes = Set(GroundTruthLine.labelAttributes(of: object))
        let kept = object.members.filter { $0.key != "cl-metadata" && $0.key != "cl-errors" }
        json.raw("{")
        for (index, member) in kept.enumerated() {
            if index > 0 { json.raw(",") }
            write(member, attributes)
        }
        if !kept.isEmpty { json.raw(",") }
        json.raw("\"cl-metadata\":{\"is_labeled\":\(isLabelled)}")
        // What is left is the line's own, or about a part that is no object and cannot hold it.
        append(issues)
        json.raw("}")
    }

    private mutating func write(_ member: JSONObject.Member, _ attributes: Set<String>) {
        if attributes.contains(member.key) {
            writeAttribute(member)
        } else if let attribute = member.key.droppingSuffix("-metadata"), attributes.contains(attribute),
            let object = member.value.asObject
        {
            writeKey(of: member, before: object.range)
            write(object, take(.metadata(attribute)))
        } else {
            json.raw(line[member.range])
        }
    }

    private mutating func writeAttribute(_ member: JSONObject.Member) {
        guard let attribute = member.value.asObject else { return json.raw(line[member.range]) }
        writeKey(of: member, before: attribute.range)
        let own = take(.attribute(member.key))
        guard let boxes = attribute["annotations"]?.asArray, hasIssues(ofBoxesIn: member.key) else {
            return write(attribute, own)
        }
        write(attribute, own) { writer, part in
            guard part.key == "annotations" else { return writer.json.raw(writer.line[part.range]) }
            writer.json.raw("\"annotations\":[")
            for (index, box) in boxes.enumerated() {
                if index > 0 { writer.json.raw(",") }
                writer.write(box, writer.take(.annotation(member.key, index)))
            }
            writer.json.raw("]")
        }
    }

    private func hasIssues(ofBoxesIn attribute: String) -> Bool {
        issues.contains {
            if case .annotation(attribute, _) = $0.place { true } else { false }
        }
    }

    /// A box; the form of all boxes is right where one of them has an issue of its own.
    private mutating func write(_ box: JSONValue, _ own: [ManifestIssue]) {
        if let object = box.asObject { write(object, own) }
    }

    /// An object with issues of its own.
    private mutating func write(
        _ object: JSONObject,
        _ own: [ManifestIssue],
        member write: (inout ShownLine, JSONObject.Member) -> Void = { $0.json.raw($0.line[$1.range]) }
    ) {
        let kept = object.members.filter { $0.key != "cl-errors" }
        json.raw("{")
        for (index, member) in kept.enumerated() {
            if index > 0 { json.raw(",") }
            write(&self, member)
        }
        append(own, isFirst: kept.isEmpty)
        json.raw("}")
    }

    private mutating func writeKey(of member: JSONObject.Member, before value: Range<Int>) {
        json.raw(line[member.range.lowerBound..<value.lowerBound])
    }

    private mutating func append(_ own: [ManifestIssue], isFirst: Bool = false) {
        guard !own.isEmpty else { return }
        if !isFirst { json.raw(",") }
        json.raw("\"cl-errors\":")
        json.list(own, open: "[", close: "]") { writer, issue in
            writer.raw("{\"code\":")
            writer.string(issue.code.rawValue)
            writer.raw(",\"message\":")
            writer.string(issue.message)
            writer.raw("}")
        }
    }

    private mutating func take(_ place: ManifestIssue.Place) -> [ManifestIssue] {
        let taken = issues.filter { $0.place == place }
        issues.removeAll { $0.place == place }
        return taken
    }
}

extension String {
    /// The text without its end; nil where it ends otherwise.
    fileprivate func droppingSuffix(_ suffix: String) -> String? {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : nil
    }
}
