import Synchronization

/// Where clients find the server: known for certain once it listens, since it may have taken any free port.
final class EndpointAddress: Sendable {
    private let value = Mutex("")

    /// Empty before the server listens.
    var text: String { value.withLock { $0 } }

    func become(_ text: String) {
        value.withLock { $0 = text }
    }
}
