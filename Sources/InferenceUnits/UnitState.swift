/// The life of one inference unit, a worker process seen from outside.
///
/// It only knows what may follow what; whoever holds the process performs it.
package enum UnitState: Hashable, Sendable {
    /// Started, model not yet loaded.
    case loading
    case ready
    /// Computing the request of this id.
    case busy(request: Int)
    case ended(End)

    /// Why a unit is no more.
    package enum End: Hashable, Sendable {
        /// It was told to stop.
        case stopped
        /// It could not load its model, for the reason it gave.
        case refused(String)
        /// It ended by itself.
        case crashed
    }

    /// What is seen from outside.
    package enum Event: Hashable, Sendable {
        case loaded
        case refused(String)
        case asked(request: Int)
        case answered(request: Int)
        /// It was told to stop.
        case stopped
        /// Its streams closed.
        case closed
    }

    /// An event that cannot happen in this state: the other side broke the protocol.
    package struct Unexpected: Error, Equatable, CustomStringConvertible {
        package let event: Event
        package let state: UnitState

        package init(event: Event, state: UnitState) {
            self.event = event
            self.state = state
        }

        package var description: String { "an inference unit that is \(state) cannot be \(event)" }
    }

    /// The state after an event.
    package func after(_ event: Event) throws(Unexpected) -> UnitState {
        switch (self, event) {
        case (.loading, .loaded): .ready
        case (.loading, .refused(let reason)): .ended(.refused(reason))
        case (.ready, .asked(let request)): .busy(request: request)
        case (.busy(let asked), .answered(let request)) where asked == request: .ready
        case (.loading, .stopped), (.ready, .stopped), (.busy, .stopped): .ended(.stopped)
        case (.loading, .closed), (.ready, .closed), (.busy, .closed): .ended(.crashed)
        // A unit that has ended closes its streams; the first reason stays.
        case (.ended, .closed), (.ended, .stopped): self
        default: throw Unexpected(event: event, state: self)
        }
    }
}
