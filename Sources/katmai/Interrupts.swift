// Dispatch's sources may be used from any thread, but are not marked so on Linux.
@preconcurrency import Dispatch
import Foundation

extension AsyncStream<Void> {
    /// One element for each Ctrl-C or SIGTERM, which no longer end the process by themselves.
    static var interrupts: AsyncStream<Void> {
        AsyncStream { continuation in
            let sources = [SIGINT, SIGTERM].map { number in
                signal(number, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
                source.setEventHandler { continuation.yield() }
                source.resume()
                return source
            }
            continuation.onTermination = { _ in
                for source in sources { source.cancel() }
            }
        }
    }
}
