import FoundationEssentials
import Glibc

/// Limits on a JSON text, checked before it is decoded so that no text costs much more than its size.
enum JSONBounds {
    /// The deepest request of the service model has 7 levels.
    static let maximumDepth = 32
    /// The largest request of the service model that makes sense has some 400 values (200 tags).
    static let maximumValues = 20_000

    /// Throws `SerializationException` for a text that is nested too deep or has too many values.
    ///
    /// What is no JSON may pass here: the decoder finds it.
    static func check(_ text: Data) throws(RekognitionError) {
        let scan = text.withUnsafeBytes { Scan($0) }
        guard !scan.holdsZero else { throw .serialization("The request's body is not UTF-8 text") }
        guard !scan.hasDanglingComma else { throw .serialization("The request's body is not valid JSON") }
        guard scan.deepest <= maximumDepth else {
            throw .serialization("The request's body is nested more than \(maximumDepth) levels deep")
        }
        guard scan.values <= maximumValues else {
            throw .serialization("The request's body has more than \(maximumValues) values")
        }
    }

    /// What is counted in one pass over a text.
    private struct Scan {
        private(set) var deepest = 0
        private(set) var values = 0
        /// No JSON in UTF-8 has a zero byte; other encodings would hide brackets from this count.
        private(set) var holdsZero = false
        /// A comma with nothing behind it, at which the decoder looks the other way.
        private(set) var hasDanglingComma = false

        init(_ bytes: UnsafeRawBufferPointer) {
            guard let start = bytes.baseAddress else { return }
            holdsZero = memchr(start, 0, bytes.count) != nil
            var depth = 0
            var last: UInt8 = 0
            var place = 0
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                switch byte {
                case UInt8(ascii: "\""): place = Self.end(ofStringAt: place, in: bytes)
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    deepest = max(deepest, depth)
                    values += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    depth -= 1
                    if last == UInt8(ascii: ",") { hasDanglingComma = true }
                case UInt8(ascii: ","): values += 1
                case 0x20, 0x09, 0x0A, 0x0D: continue
                default: break
                }
                last = byte
            }
        }

        /// The place behind the quotation mark that ends a string; the text's end where none does.
        ///
        /// An image is one string of some hundred thousand bytes: looked through by what the system has for that.
        private static func end(ofStringAt start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
            var place = start
            var quote = first("\"", in: bytes, from: start) ?? bytes.count
            while let escape = first("\\", in: UnsafeRawBufferPointer(rebasing: bytes[..<quote]), from: place)
            {
                place = escape + 2
                // One that is escaped ends nothing.
                if quote < place { quote = first("\"", in: bytes, from: place) ?? bytes.count }
            }
            return min(quote + 1, bytes.count)
        }

        private static func first(
            _ character: Unicode.Scalar,
            in bytes: UnsafeRawBufferPointer,
            from place: Int
        ) -> Int? {
            guard place < bytes.count, let start = bytes.baseAddress else { return nil }
            let found = memchr(start + place, Int32(character.value), bytes.count - place)
            return found.map { UnsafeRawPointer($0) - start }
        }
    }
}
