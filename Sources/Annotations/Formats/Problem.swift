/// Something in an annotation file that a person should know of.
package struct Problem: Hashable, Sendable, Codable {
    /// Whether something was lost.
    package enum Severity: String, Hashable, Sendable, Codable {
        /// Something was left out: a box, a label attribute, a line, or the whole file.
        case error
        /// Nothing was lost, but it may not be what was meant.
        case warning
    }

    package var severity: Severity
    /// AWS's code, such as `ERROR_INVALID_JSON_LINE`, or one of ours, which begin with `KATMAI_`.
    package var code: String
    /// For AWS's codes AWS's exact words, which scripts may compare.
    package var message: String
    /// What exactly was found, in our words; nil where the message says all.
    package var detail: String?
    /// The line in the file, from 1; nil when the problem is the file's as a whole.
    package var line: Int?
    /// The part of the line or of the document: `top level`, `BB`, `BB-metadata`, `BB.annotations[3]`, `images[12]`.
    package var place: String?
    /// The file's name as it was given.
    package var file: String

    package init(
        severity: Severity,
        code: String,
        message: String,
        detail: String? = nil,
        line: Int? = nil,
        place: String? = nil,
        file: String
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.detail = detail
        self.line = line
        self.place = place
        self.file = file
    }
}

extension Problem: CustomStringConvertible {
    /// One line in the form that editors and terminals know: `file:line: severity: message`.
    package var description: String {
        let location = line.map { "\(file):\($0)" } ?? file
        let words = message.trimmingSpace()
        let found = detail.map { " (\($0))" } ?? ""
        let part = place.map { " at \($0)" } ?? ""
        return "\(location): \(severity.rawValue): \(words)\(found)\(part) [\(code)]"
    }
}

extension String {
    /// Without the space at the end that some of AWS's messages have.
    fileprivate func trimmingSpace() -> Substring {
        self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
    }
}
