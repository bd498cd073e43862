/// A range of bytes as a request asks for it.
enum ByteRange: Hashable, Sendable {
    /// From a byte on, to another one or to the end.
    case from(Int64, through: Int64?)
    /// So many of the last bytes.
    case last(Int64)

    /// Reads `bytes=0-9`, `bytes=10-` or `bytes=-5`; nil for anything else, which HTTP lets servers pass over.
    init?(_ header: String) {
        let unit = "bytes="
        guard header.hasPrefix(unit) else { return nil }
        let parts = header.dropFirst(unit.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let numbers = parts.map { part in part.allSatisfy { ("0"..."9").contains($0) } ? Int64(part) : nil }
        switch (numbers[0], numbers[1]) {
        case (nil, let count?) where parts[0].isEmpty:
            self = .last(count)
        case (let first?, nil) where parts[1].isEmpty:
            self = .from(first, through: nil)
        case (let first?, let last?) where first <= last:
            self = .from(first, through: last)
        default:
            return nil
        }
    }

    /// The bytes of an object of this size; nil where the range has none of them.
    func resolve(size: Int64) -> Range<Int64>? {
        switch self {
        case .from(let first, let last):
            guard first < size else { return nil }
            return first..<min(size - 1, last ?? size - 1) + 1
        case .last(let count):
            guard count > 0, size > 0 else { return nil }
            return max(0, size - count)..<size
        }
    }

    /// The bytes for a copy, which must all be there; nil where some are not.
    func resolveStrictly(size: Int64) -> Range<Int64>? {
        guard case .from(let first, let last?) = self, last < size else { return nil }
        return first..<last + 1
    }
}
