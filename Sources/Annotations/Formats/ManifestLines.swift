/// The lines of a manifest's bytes, with their ends kept apart.
struct ManifestLines: Sequence, IteratorProtocol {
    struct Line {
        /// From 1.
        let number: Int
        /// The line with its end: these ranges, one after the other, are the file.
        let whole: Range<Int>
        /// The line without byte order mark and line end (`\n` or `\r\n`).
        let content: Range<Int>
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private let bytes: [UInt8]
    private var position = 0
    private var number = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func next() -> Line? {
        guard position < bytes.count else { return nil }
        let start = position
        let lineFeed = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
        position = lineFeed.map { $0 + 1 } ?? bytes.count
        number += 1
        var content = start..<(lineFeed ?? bytes.count)
        if number == 1, bytes.starts(with: Self.byteOrderMark) {
            content = (start + Self.byteOrderMark.count)..<content.upperBound
        }
        if let last = bytes[content].last, last == UInt8(ascii: "\r") {
            content = content.lowerBound..<(content.upperBound - 1)
        }
        return Line(number: number, whole: start..<position, content: content)
    }
}
