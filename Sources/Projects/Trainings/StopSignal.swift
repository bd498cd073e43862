import Synchronization

/// Tells everybody who works on a run that it is to stop.
final class StopSignal: Sendable {
    private struct State {
        var isGiven = false
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())

    var isGiven: Bool { state.withLock { $0.isGiven } }

    /// Says it, once and for all.
    func give() {
        let listeners = state.withLock { state in
            state.isGiven = true
            return state.listeners
        }
        for listener in listeners { listener.yield() }
    }

    /// One element when the signal is given, or at once where it was.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let isGiven = state.withLock { state in
            state.listeners.append(continuation)
            return state.isGiven
        }
        if isGiven { continuation.yield() }
        return stream
    }

    /// Throws `RunInterrupted` once the signal is given.
    func check() throws {
        if isGiven { throw RunInterrupted() }
    }
}
