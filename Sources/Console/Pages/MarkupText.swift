import Mustache

/// How text becomes part of a page: as text and as an attribute's value, whatever stands in it.
///
/// Mustache's own way goes by characters, to which a quotation mark with an accent on it is another one than a quotation mark. A
/// browser goes by Unicode scalars and would see the attribute end there; so does this.
struct MarkupText: MustacheContentType {
    /// Begins a template whose values are to be written so.
    static let pragma = "{{% CONTENT_TYPE: \(name)}}"
    private static let name = "MARKUP"

    /// Tells Mustache of it, which may be done again and again.
    static func register() { MustacheContentTypes.register(MarkupText(), named: name) }

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
