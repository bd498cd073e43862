import Synchronization

/// Who is at work on which content, so that nobody takes it away from under them.
///
/// An object of many parts is read file by file, over minutes perhaps; meanwhile it may be replaced. And content that has
/// just been received is not in the index yet, so that a search for what nobody needs must leave it alone.
final class ContentLeases: Sendable {
    /// Content and its file.
    struct Content: Sendable {
        let id: String
        let path: String
    }

    private struct State {
        var holders: [String: Int] = [:]
        /// The files of content that goes when its last holder is done.
        var retired: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Holds content until the lease is dropped.
    func take(_ ids: [String]) -> ContentLease {
        state.withLock { state in
            for id in ids { state.holders[id, default: 0] += 1 }
        }
        return ContentLease(ids, of: self)
    }

    /// Whether somebody holds it.
    func isHeld(_ id: String) -> Bool {
        state.withLock { $0.holders[id] != nil }
    }

    /// The files that may be removed at once; the others are removed when nobody holds them any more.
    func retire(_ contents: [Content]) -> [String] {
        state.withLock { state in
            contents.compactMap { content -> String? in
                guard state.holders[content.id] != nil else { return content.path }
                state.retired[content.id] = content.path
                return nil
            }
        }
    }

    fileprivate func release(_ ids: [String]) {
        let free = state.withLock { state in
            ids.compactMap { id -> String? in
                guard let holders = state.holders[id], holders == 1 else {
                    state.holders[id]? -= 1
                    return nil
                }
                state.holders[id] = nil
                return state.retired.removeValue(forKey: id)
            }
        }
        for path in free { ContentFolder.remove(path) }
    }
}

/// Content that is held while this exists.
final class ContentLease: Sendable {
    private let ids: [String]
    private let leases: ContentLeases

    fileprivate init(_ ids: [String], of leases: ContentLeases) {
        self.ids = ids
        self.leases = leases
    }

    deinit { leases.release(ids) }
}
