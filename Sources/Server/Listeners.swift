import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Projects
import ServiceLifecycle

/// The endpoint; says what it cannot listen on.
struct Endpoint: Service, CustomStringConvertible {
    let application: Application<FrontDoor>
    /// As the settings name it.
    let address: String

    var description: String { "endpoint" }

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw SettingError(
                "\(address) cannot be listened on: \(String(cString: strerror(error.errnoCode)))"
            )
        } catch let error as SocketAddressError.UnknownHost {
            throw SettingError("\(address) cannot be listened on: \(error.errorDescription)")
        }
    }
}

/// The socket for commands, from when the endpoint is there.
struct ControlSocket: Service, CustomStringConvertible {
    let path: String
    let useCases: UseCases
    let keys: AccessKeyRing
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
            responder: ControlDoor(useCases: useCases, keys: keys, status: status, log: log),
            configuration: ApplicationConfiguration(address: .unixDomainSocket(path: path)),
            onServerRunning: { [announce] _ in announce(status) },
            logger: quiet
        )
        try await application.run()
    }
}
