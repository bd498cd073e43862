import Synchronization

/// The end of what a child wrote on standard error, kept for the case that it dies.
final class LogTail: Sendable {
    private let limit: Int
    private let bytes = Mutex<[UInt8]>([])

    /// Keeps the last `limit` bytes.
    init(limit: Int = 8192) {
        self.limit = limit
    }

    func append(_ piece: [UInt8]) {
        bytes.withLock { kept in
            kept.append(contentsOf: piece.suffix(limit))
            if kept.count > limit { kept.removeFirst(kept.count - limit) }
        }
    }

    /// The text, without blank lines at its ends; bytes that are not UTF-8 are shown as replacement characters.
    var text: String {
        let all = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        guard let first = all.firstIndex(where: { !$0.isWhitespace }),
            let last = all.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(all[first...last])
    }
}
