import ServiceLifecycle

/// Work that goes on beside the requests until the server stops.
struct BackgroundWork: Service, CustomStringConvertible {
    let description: String
    let work: @Sendable () async throws -> Void
    /// Lets `work` return when it has come to a good place.
    let stop: @Sendable () -> Void

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await work()
        } onGracefulShutdown: {
            stop()
        }
    }
}
