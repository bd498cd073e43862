import NIOCore

/// A document being written.
///
/// Answers are written by hand: a page of a listing has thousands of elements, in S3's own order, and is to take milliseconds.
struct XMLText {
    private var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)

    /// A document of S3: its root has S3's namespace.
    static func document(_ root: String, _ content: (inout XMLText) -> Void) -> XMLText {
        var text = XMLText()
        text.write("<\(root) xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
        content(&text)
        text.write("</\(root)>")
        return text
    }

    /// A document whose root has only text in it.
    static func document(_ root: String, text value: String) -> XMLText {
        document(root) { $0.escape(value) }
    }

    /// An error's document, which has no namespace.
    static func error(_ content: (inout XMLText) -> Void) -> XMLText {
        var text = XMLText()
        text.element("Error", content)
        return text
    }

    /// An element with elements in it.
    mutating func element(_ name: String, _ content: (inout XMLText) -> Void) {
        write("<\(name)>")
        content(&self)
        write("</\(name)>")
    }

    /// An element with text in it; nothing for nil.
    mutating func element(_ name: String, _ value: String?) {
        guard let value else { return }
        write("<\(name)>")
        escape(value)
        write("</\(name)>")
    }

    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }

    private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): write("&amp;")
            case UInt8(ascii: "<"): write("&lt;")
            case UInt8(ascii: ">"): write("&gt;")
            case UInt8(ascii: "\""): write("&quot;")
            // Characters that XML cannot hold: clients ask for keys in percent-encoding to be spared of them.
            case 0..<0x20: write("&#x\(String(byte, radix: 16));")
            default: bytes.append(byte)
            }
        }
    }
}
