import Catalog

/// What can happen to a training.
enum RunEvent: Hashable, Sendable, CaseIterable {
    /// It has its turn; what is done already is not done again.
    case begun
    case prepared
    case trained
    case published
    case failed
    case cancelled
    /// The server stops: another will go on.
    case interrupted
}

extension RunStatus {
    /// The status after an event; nil where that cannot happen in this one.
    func after(_ event: RunEvent) -> RunStatus? {
        switch (self, event) {
        // A server that was killed, or found no room to note that it stops, left the others so.
        case (.queued, .begun), (.preparing, .begun), (.training, .begun), (.publishing, .begun): .preparing
        case (.preparing, .prepared): .training
        case (.training, .trained): .publishing
        case (.publishing, .published): .finished
        case (.queued, .failed), (.preparing, .failed), (.training, .failed), (.publishing, .failed): .failed
        case (.queued, .cancelled), (.preparing, .cancelled), (.training, .cancelled),
            (.publishing, .cancelled):
            .cancelled
        case (.preparing, .interrupted), (.training, .interrupted), (.publishing, .interrupted): .queued
        default: nil
        }
    }
}

/// Why a training is over without a model.
struct RunFailure: Error, Hashable, Sendable {
    /// The version's StatusMessage: AWS's exact words where it has some.
    let message: String
    var event = RunEvent.failed

    static let cancelled = RunFailure(message: VersionMessage.cancelled, event: .cancelled)
}

/// The server stops, and with it the work on a run, which the next one goes on with.
struct RunInterrupted: Error {}
