import Console
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Projects
import ServiceLifecycle
import UnixSignals

/// The endpoint; says what it cannot listen on.
///
/// A stop waits for requests under way, though not for ever: a client may have fallen silent. What is cut off was
/// never answered.
struct Endpoint: Service, CustomStringConvertible {
    private static let patience = Duration.seconds(30)

    let application: Application<FrontDoor>
    /// As the settings name it.
    let address: String

    var description: String { "endpoint" }

    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                group.addTask { try await Self.endOfPatience() }
                try await group.next()
                group.cancelAll()
            }
        } catch let error as IOError {
            throw SettingError(
                "\(address) cannot be listened on: \(String(cString: strerror(error.errnoCode)))"
            )
        } catch let error as SocketAddressError.UnknownHost {
            throw SettingError("\(address) cannot be listened on: \(error.errorDescription)")
        }
    }

    /// Returns some time after a stop was asked for, or when it is asked for again.
    private static func endOfPatience() async throws {
        try await gracefulShutdown()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Task.sleep(for: patience) }
            group.addTask { for await _ in await UnixSignalsSequence(trapping: .sigterm, .sigint) { break } }
            try await group.next()
            group.cancelAll()
        }
    }
}

/// The socket for commands, from when the endpoint is there.
struct ControlSocket: Service, CustomStringConvertible {
    let path: String
    let useCases: UseCases
    let keys: AccessKeyRing
    let links: SignInLinks
    /// One element, when the endpoint can be asked.
    let running: AsyncStream<ServerStatus>
    /// Is told once commands can be asked, too.
    let announce: @Sendable (ServerStatus) -> Void
    /// Of what is asked.
    let log: Logger
    /// Hummingbird's own.
    let quiet: Logger

    var description: String { "control socket" }

    func run() async throws {
        let first = await cancelWhenGracefulShutdown { [running] in await running.first { _ in true } }
        // Nil where the server ends before it has begun.
        guard let status = first else { return }
        let application = Application(
            responder: ControlDoor(
                useCases: useCases,
                keys: keys,
                links: links,
                status: status,
                log: log
            ),
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
            onServerRunning: { [announce] _ in announce(status) },
            logger: quiet
        )
        try await application.run()
    }
}
