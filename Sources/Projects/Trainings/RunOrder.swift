import Catalog

/// Whose turn it is.
enum RunOrder {
    /// The run to begin next; nil when none waits.
    ///
    /// Runs that had begun go on first. Among the others it is the turn of the project with the fewest at work, then of the
    /// one whose last turn is longest ago, so that a project that queues twenty does not keep another waiting for all of
    /// them.
    static func next(of pending: [PendingRun], active: Set<Int64>) -> Int64? {
        var atWork: [Int64: Int] = [:]
        for run in pending where active.contains(run.versionID) { atWork[run.projectID, default: 0] += 1 }
        func rank(_ run: PendingRun) -> [Int64] {
            [
                run.started == nil ? 1 : 0,
                Int64(atWork[run.projectID, default: 0]),
                run.lastStartOfProject ?? 0,
                run.queued,
                run.versionID,
            ]
        }
        let waiting = pending.filter { !active.contains($0.versionID) }
        return waiting.min { rank($0).lexicographicallyPrecedes(rank($1)) }?.versionID
    }
}

/// What follows when a trainer has ended without a model.
enum RetryRule {
    /// How often a trainer may die in one run, as long as the server lives.
    static let deaths = 3

    /// Whether to start another.
    ///
    /// - Parameters:
    ///   - deaths: How many trainers have died.
    ///   - hasSpoken: Whether the trainer itself said why. Then it would say so again; one that died without a word may
    ///     have been killed, and its checkpoint is there.
    /// - Returns: True while there is hope.
    static func retries(after deaths: Int, hasSpoken: Bool) -> Bool {
        !hasSpoken && deaths < Self.deaths
    }
}
