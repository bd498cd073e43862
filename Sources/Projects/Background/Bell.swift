/// Wakes one worker that looks for work by itself; rings that come while it is at work count as one.
final class Bell: Sendable {
    /// One element for each time there may be work; ends after `close`.
    let rings: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A bell that has rung once, for the work that an earlier process left.
    init() {
        (rings, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
    }

    func ring() {
        continuation.yield()
    }

    /// Lets the worker go home when it is done.
    func close() {
        continuation.finish()
    }
}

/// The bells of the background.
struct Bells: Sendable {
    let datasets = Bell()
    let versions = Bell()
    let trainings = Bell()
    let photos = Bell()
    let evaluations = Bell()
}
