import Synchronization

/// How far a request's body has been read, for those who look at it from outside.
final class BodyProgress: Sendable {
    private struct State {
        var hasBegun = false
        var hasEnded = false
        var trailer: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Whether anything was asked of the body.
    var hasBegun: Bool { state.withLock { $0.hasBegun } }
    /// Whether all of it was read.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }
    /// What came behind the content; empty before its end.
    var trailer: [String: String] { state.withLock { $0.trailer } }

    func begin() { state.withLock { $0.hasBegun = true } }

    func end(trailer: [String: String] = [:]) {
        state.withLock {
            $0.hasEnded = true
            $0.trailer = trailer
        }
    }
}
