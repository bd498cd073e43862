import Foundation

/// Walks a template as Mustache does, and collects the names that no value on its way has.
///
/// Mustache renders an unknown name as nothing, so a misspelt one would leave a hole in a page and tell nobody.
struct TemplateTags {
    let folder: URL
    private(set) var unknown: [String] = []

    init(folder: URL) {
        self.folder = folder
    }

    /// Names are looked for in `stack`, innermost last, where every list has an element and no optional is nil.
    mutating func walk(_ name: String, _ stack: [Any]) throws {
        let url = folder.appending(path: "\(name).mustache")
        try walk(try String(contentsOf: url, encoding: .utf8), stack, name)
    }

    private mutating func walk(_ text: String, _ stack: [Any], _ template: String) throws {
        var stack = stack
        /// What each open section has added to the stack.
        var open: [Int] = []
        for match in text.matches(of: #/\{\{\{?\s*([#^/$<>&!]?)\s*([^}\s]*)\s*\}?\}\}/#) {
            let name = String(match.2)
            switch match.1 {
            case "#", "^":
                let value = find(name, stack, template)
                let pushed = match.1 == "#" && !(value is Bool) ? Self.element(of: value) : nil
                if let pushed { stack.append(pushed) }
                open.append(pushed == nil ? 0 : 1)
            case "$": open.append(0)
            case "<":
                open.append(0)
                try walk(name, stack)
            case "/": stack.removeLast(open.popLast() ?? 0)
            case ">": try walk(name, stack)
            case "!": break
            default: _ = find(name, stack, template)
            }
        }
    }

    private mutating func find(_ name: String, _ stack: [Any], _ template: String) -> Any? {
        if name == "." { return stack.last }
        let own = name.hasPrefix(".")
        let parts = name.split(separator: ".").map(String.init)
        let places = own ? Array(stack.suffix(1)) : stack.reversed()
        for place in places {
            guard let first = parts.first, let child = Self.child(first, of: place) else { continue }
            var value: Any = child
            for part in parts.dropFirst() {
                guard let next = Self.child(part, of: value) else {
                    unknown.append("\(template): \(name)")
                    return nil
                }
                value = next
            }
            return value
        }
        unknown.append("\(template): \(name)")
        return nil
    }

    private static func child(_ name: String, of value: Any) -> Any? {
        Mirror(reflecting: value).children.first { $0.label == name }.map { unwrapped($0.value) }
    }

    /// The first of a list, which must have one; anything else as it is.
    private static func element(of value: Any?) -> Any? {
        guard let value else { return nil }
        let mirror = Mirror(reflecting: value)
        return mirror.displayStyle == .collection ? mirror.children.first?.value : value
    }

    private static func unwrapped(_ value: Any) -> Any {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .optional, let first = mirror.children.first else { return value }
        return first.value
    }
}
