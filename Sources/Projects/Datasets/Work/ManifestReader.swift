import Annotations
import Foundation

/// Reads a manifest of any size from the disk, a few thousand lines at a time, on a thread of its own.
actor ManifestReader {
    /// Lines that stand one after the other in the manifest.
    struct Part: Sendable {
        var lines: DatasetLines
        /// Of the manifest, up to and with these lines.
        let doneBytes: Int64
    }

    private let executor = QueueExecutor(label: "manifest")
    private let file: FileHandle
    private let limits: ManifestLimits
    private let pieceBytes: Int
    /// What was read and is not yet handed out; begins at a line's start.
    private var waiting: [UInt8] = []
    /// Whether the rest of a line that is too long is being passed over.
    private var isSkipping = false
    private var isAtEnd = false
    private var doneBytes: Int64 = 0
    private var nextLine = 1

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ url: URL, limits: ManifestLimits, pieceBytes: Int = 4 << 20) throws {
        file = try FileHandle(forReadingFrom: url)
        self.limits = limits
        self.pieceBytes = pieceBytes
    }

    /// The next lines, judged; nil at the end.
    func next() throws -> Part? {
        while !isAtEnd {
            try readPiece()
            if let lines = takeWholeLines() { return try judge(lines) }
        }
        guard !waiting.isEmpty else { return nil }
        defer { waiting = [] }
        return try judge(waiting)
    }

    private func judge(_ bytes: [UInt8]) throws(ManifestFileFailure) -> Part {
        let lines = try DatasetLines(judging: bytes, firstLine: nextLine, limits: limits)
        nextLine += lines.lineCount
        return Part(lines: lines, doneBytes: doneBytes)
    }

    private func readPiece() throws {
        guard let data = try file.read(upToCount: pieceBytes), !data.isEmpty else {
            isAtEnd = true
            try file.close()
            return
        }
        doneBytes += Int64(data.count)
        var piece = ArraySlice([UInt8](data))
        if isSkipping {
            guard let end = piece.firstIndex(of: Self.lineFeed) else { return }
            piece = piece[end...]
            isSkipping = false
        }
        waiting += piece
        cutLongLine()
    }

    private static let lineFeed = UInt8(ascii: "\n")

    /// Of a line that has not ended and is too long already keeps just what shows that, so that none fills the memory.
    private func cutLongLine() {
        // A character has at most four bytes.
        let longest = 4 * limits.lineCharacters + 1
        let start = waiting.lastIndex(of: Self.lineFeed).map { $0 + 1 } ?? 0
        guard waiting.count - start > longest else { return }
        waiting.removeLast(waiting.count - start - longest)
        isSkipping = true
    }

    private func takeWholeLines() -> [UInt8]? {
        guard let end = waiting.lastIndex(of: Self.lineFeed) else { return nil }
        defer { waiting.removeFirst(end + 1) }
        return Array(waiting[...end])
    }
}
