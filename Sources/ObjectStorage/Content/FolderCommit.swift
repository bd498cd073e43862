import NIOPosix

/// Waits until folders are on the disk, once for all who wait for the same one.
///
/// Files that are put into a folder while it is being synchronised share the next time, as the index's changes do in
/// `GroupCommit`.
actor FolderCommit {
    private let threads: NIOThreadPool
    private var waiting: [String: [CheckedContinuation<Void, any Error>]] = [:]
    private var running: Set<String> = []

    /// Uses `threads` for calls that block.
    init(threads: NIOThreadPool) {
        self.threads = threads
    }

    /// Returns when the entries that the folder has now are on the disk.
    func synchronise(_ folder: String) async throws {
        try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
            waiting[folder, default: []].append(caller)
            guard running.insert(folder).inserted else { return }
            // A task of its own: the caller that happens to come first must not wait for those behind it.
            Task { await synchroniseAll(folder) }
        }
    }

    private func synchroniseAll(_ folder: String) async {
        while let callers = waiting.removeValue(forKey: folder) {
            do {
                try await threads.runIfActive { try OpenFile.synchronise(folder: folder) }
                for caller in callers { caller.resume() }
            } catch {
                for caller in callers { caller.resume(throwing: error) }
            }
        }
        running.remove(folder)
    }
}
