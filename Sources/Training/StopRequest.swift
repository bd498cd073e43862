import Synchronization

/// A wish to stop, set from a signal handler's queue and read by the loop after each step.
package final class StopRequest: Sendable {
    private let requested = Atomic(false)

    /// A wish that nobody has made yet.
    package init() {}

    /// Asks the run to write a checkpoint and end.
    package func request() { requested.store(true, ordering: .relaxed) }

    /// Once true, it stays so.
    package var isRequested: Bool { requested.load(ordering: .relaxed) }
}
