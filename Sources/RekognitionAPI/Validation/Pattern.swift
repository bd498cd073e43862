/// A regular expression of the service model, matched by hand: no text can make it slow.
struct Pattern: Sendable {
    /// As the model writes it.
    let text: String
    private let isMatch: @Sendable (String) -> Bool

    init(_ text: String, _ isMatch: @escaping @Sendable (String) -> Bool) {
        self.text = text
        self.isMatch = isMatch
    }

    /// A pattern that asks the same of each character.
    init(_ text: String, each isAllowed: @escaping @Sendable (Unicode.Scalar) -> Bool) {
        self.init(text) { $0.unicodeScalars.allSatisfy(isAllowed) }
    }

    /// Whether the whole of a text matches.
    func matches(_ value: String) -> Bool { isMatch(value) }
}

extension Pattern {
    /// Of projects, versions and policies.
    static let name = Pattern(#"[a-zA-Z0-9_.\-]+"#) { text in
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isNamePart }
    }
    static let bucket = Pattern(#"[0-9A-Za-z\.\-_]*"#, each: { $0.isNamePart })
    static let label = Pattern(".{1,}") { text in
        !text.isEmpty && !text.unicodeScalars.contains { $0.endsLine }
    }
    static let query = Pattern(#".*\S.*"#) { text in
        !text.unicodeScalars.contains { $0.endsLine } && !text.unicodeScalars.allSatisfy { $0.isASCIISpace }
    }
    static let kmsKey = Pattern("^[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,2048}$") { text in
        text.unicodeScalars.first?.isASCIIAlphanumeric == true
            && text.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || $0.isAny(of: ":_/+=,@.-") }
    }
    static let policyDocument = Pattern(#"[\u0009\u000A\u000D\u0020-\u00FF]+"#) { text in
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.isPolicyPart }
    }
    static let policyRevision = Pattern("[0-9A-Fa-f]+") { text in
        !text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.isASCIIHexDigit }
    }
    static let versionDescription = Pattern("[a-zA-Z0-9-_. ()':,;?]+") { text in
        !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.isASCIIAlphanumeric || $0.isAny(of: "-_. ()':,;?") }
    }
    static let tagKey = Pattern(#"^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$"#) { text in
        !text.hasPrefix("aws:") && text.unicodeScalars.allSatisfy { $0.isTagPart }
    }
    static let tagValue = Pattern(#"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$"#, each: { $0.isTagPart })
}

extension Unicode.Scalar {
    var isASCIIAlphanumeric: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9": true
        default: false
        }
    }

    /// A character of `[a-zA-Z0-9_.\-]`.
    var isNamePart: Bool { isASCIIAlphanumeric || self == "_" || self == "." || self == "-" }

    fileprivate func isAny(of characters: String) -> Bool { characters.unicodeScalars.contains(self) }

    /// A character of `[\u0009\u000A\u000D\u0020-\u00FF]`.
    fileprivate var isPolicyPart: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFF: true
        default: false
        }
    }

    /// A character that `.` does not match.
    fileprivate var endsLine: Bool {
        switch self {
        case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    /// A character that `\S` does not match.
    fileprivate var isASCIISpace: Bool {
        switch self {
        case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": true
        default: false
        }
    }

    /// A character of `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
    fileprivate var isTagPart: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        default: isAny(of: "_.:/=+-@")
        }
    }
}
