/// Writes JSON piece by piece, without spaces and in the order given.
///
/// Ground Truth lines are compared with AWS's own by people and by scripts, so the order of keys is kept, slashes are
/// not escaped and whole numbers have no fraction.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    /// Nothing written yet.
    package init() {}

    /// Appends text that is JSON already.
    package mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends bytes as they are.
    package mutating func raw(_ slice: ArraySlice<UInt8>) {
        bytes.append(contentsOf: slice)
    }

    /// Appends a string in quotes.
    package mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"")
            case UInt8(ascii: "\\"): raw("\\\\")
            case UInt8(ascii: "\n"): raw("\\n")
            case UInt8(ascii: "\r"): raw("\\r")
            case UInt8(ascii: "\t"): raw("\\t")
            case 0..<0x20: raw("\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a finite number: whole numbers as integers, others with the fewest digits that read back as the same.
    package mutating func number(_ number: Double) {
        if let whole = Int(exactly: number), abs(number) < 0x1p53 {
            raw(String(whole))
        } else {
            raw("\(number)")
        }
    }

    /// Appends elements between brackets or braces, with commas between them.
    package mutating func list<Element>(
        _ elements: [Element],
        open: String,
        close: String,
        write: (inout JSONWriter, Element) -> Void
    ) {
        raw(open)
        for (index, element) in elements.enumerated() {
            if index > 0 { raw(",") }
            write(&self, element)
        }
        raw(close)
    }
}
