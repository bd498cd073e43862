import FoundationEssentials

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
            var depth = 0
            var isInString = false
            var isEscaped = false
            var last: UInt8 = 0
            for byte in bytes {
                if isEscaped {
                    isEscaped = false
                    continue
                }
                switch byte {
                case 0: holdsZero = true
                case UInt8(ascii: "\\"): isEscaped = isInString
                case UInt8(ascii: "\""): isInString.toggle()
                case _ where isInString: break
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
    }
}
