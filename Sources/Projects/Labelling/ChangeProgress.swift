import Catalog

/// How far a change of many entries is.
package struct ChangeProgress: Hashable, Sendable {
    /// Entries gone through, be they changed or left as they were.
    package let done: Int
    package let total: Int

    package init(done: Int, total: Int) {
        self.done = done
        self.total = total
    }
}

/// A change of many entries that has ended in the middle.
///
/// What is done stays, the rest is as it was.
package struct UnfinishedChange: Error {
    package let progress: ChangeProgress
    /// Of those gone through, what was changed, moved or deleted.
    package let changed: Int
    package let cause: any Error

    package init(progress: ChangeProgress, changed: Int, cause: any Error) {
        self.progress = progress
        self.changed = changed
        self.cause = cause
    }
}

extension Labelling {
    /// Works on the entries of a selection piece by piece, and tells after each how far that is.
    ///
    /// `work` says how many it has changed. What it throws comes as it is from the first piece, for nothing was done yet,
    /// and later in an `UnfinishedChange`.
    func goThrough(
        _ selection: EntrySelection,
        of dataset: DatasetReference,
        pieces size: Int,
        told: (ChangeProgress) -> Void,
        _ work: ([Int64]) async throws -> Int
    ) async throws {
        let ids = try await ids(of: selection, in: dataset)
        var done = 0
        var changed = 0
        told(ChangeProgress(done: 0, total: ids.count))
        for piece in ids.pieces(of: size) {
            do {
                changed += try await work(piece)
            } catch let error as CancellationError {
                throw error
            } catch let error where done > 0 {
                let progress = ChangeProgress(done: done, total: ids.count)
                throw UnfinishedChange(progress: progress, changed: changed, cause: error)
            }
            done += piece.count
            told(ChangeProgress(done: done, total: ids.count))
        }
    }
}

extension [Int64] {
    /// In parts of at most this many; nothing at all is one part, for whose sake a dataset is still looked at.
    func pieces(of size: Int) -> [[Int64]] {
        guard !isEmpty else { return [[]] }
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
