import Catalog
package import ChildProcesses
import Console
import Foundation
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
package import Logging
import NIOCore
import Projects
import RekognitionAPI
import S3API
import ServiceLifecycle
import TrainingRuns
import UnixSignals

/// The server: everything put together, and its life from the first request to the last.
package struct Server: Sendable {
    private let settings: ServerSettings
    private let installation: Installation
    private let environment: [String: String]
    private let log: Logger

    /// A server that begins with `run`.
    package init(
        _ settings: ServerSettings,
        installation: Installation,
        environment: [String: String],
        log: Logger
    ) {
        self.settings = settings
        self.installation = installation
        self.environment = environment
        self.log = log
    }

    /// Serves until SIGTERM or SIGINT; then requests are finished, trainers write checkpoints, and this returns.
    ///
    /// - Parameter announce: is told once requests can be made, with a link that signs one browser in.
    /// - Throws: `SettingError`, and what the home or the network does not allow.
    package func run(announce: @escaping @Sendable (ServerStatus, ListedLink) -> Void) async throws {
        // Files, folders and sockets are their owner's alone, whatever makes them.
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        let socket = ControlClient.socket(in: settings.home).path
        guard socket.utf8.count <= ControlClient.longestSocketPath else {
            throw SettingError("home is \(settings.home.path), whose path is too long for a socket in it")
        }
        let now: @Sendable () -> Date = { Date() }
        let home = try await Home(settings, installation, environment: environment, now: now, log: log)
        // Left by a process that was killed: the lock says that it is gone.
        unlink(socket)
        let useCases = makeUseCases(home.workshop)
        let links = SignInLinks(now: now)
        let address = EndpointAddress()
        let (running, runs) = AsyncStream.makeStream(of: ServerStatus.self)
        let housekeeping = Housekeeping(store: home.store, now: now, log: log)
        let control = ControlSocket(
            path: socket,
            useCases: useCases,
            keys: home.keys,
            links: links,
            running: running,
            announce: { announce($0, ListedLink(links.make(), $0)) },
            log: log,
            quiet: quiet
        )
        let console = try await console(home, useCases, links, address, now)
        let endpoint = try endpoint(frontDoor(home, useCases, console, now), home.account) { status in
            address.become(status.url)
            runs.yield(status)
        }
        try await serve(background(useCases) + [housekeeping, control, endpoint])
        unlink(socket)
        try await home.close()
    }

    private func makeUseCases(_ workshop: Workshop) -> UseCases {
        var training = TrainingSettings()
        training.threads = settings.trainingThreads
        training.epochs = settings.trainingEpochs
        return UseCases(
            workshop: workshop,
            settings: training,
            concurrentTrainings: settings.concurrentTrainings,
            serving: settings.serving
        )
    }

    private func console(
        _ home: Home,
        _ useCases: UseCases,
        _ links: SignInLinks,
        _ address: EndpointAddress,
        _ now: @escaping @Sendable () -> Date
    ) async throws -> ConsoleDoor {
        try await ConsoleDoor(
            useCases,
            catalog: home.catalog,
            keys: home.keys,
            links: links,
            settings: ConsoleSettings(settings),
            endpoint: { address.text },
            now: now
        )
    }

    private func frontDoor(
        _ home: Home,
        _ useCases: UseCases,
        _ console: ConsoleDoor,
        _ now: @escaping @Sendable () -> Date
    ) -> FrontDoor {
        let log = log
        let s3 = S3Door(
            store: home.store,
            keys: home.keys,
            settings: S3Door.Settings(
                region: home.account.region,
                account: home.account.id,
                checksSignatures: settings.checksSignatures
            ),
            now: now
        ) { failure, requestID in
            log.error("failed", metadata: ["request-id": "\(requestID)", "cause": "\(failure)"])
        }
        let metrics = ServerMetrics(started: now())
        return FrontDoor(
            s3: s3,
            rekognition: RekognitionDoor(
                useCases,
                keys: settings.checksSignatures ? home.keys : nil,
                now: now
            ),
            pages: OwnPages(
                useCases: useCases,
                metrics: metrics,
                acquaintance: Acquaintance(keys: settings.checksSignatures ? home.keys : nil, now: now)
            ),
            console: console,
            metrics: metrics,
            log: log
        )
    }

    private func endpoint(
        _ door: FrontDoor,
        _ account: Account,
        onRunning: @escaping @Sendable (ServerStatus) -> Void
    ) throws -> Endpoint {
        let application = Application(
            responder: door,
            server: try protocols(),
            configuration: ApplicationConfiguration(
                address: .hostname(settings.host, port: settings.port),
                backlog: 1024
            ),
            onServerRunning: { [settings] channel in
                onRunning(Self.status(settings, account.region, account.id, port: channel.localAddress?.port))
            },
            logger: quiet
        )
        return Endpoint(application: application, address: "\(settings.host), port \(settings.port),")
    }

    private func protocols() throws -> HTTPServerBuilder {
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(additionalChannelHandlers: [UnreadBodyHandler()])
        )
        guard let tls = settings.tls else { return plain }
        return try .tls(plain, tlsConfiguration: tls.configuration())
    }

    /// Hummingbird's own words about starting and stopping are not for users; the doors log at the level that was set.
    private var quiet: Logger {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .notice)
        return quiet
    }

    private func background(_ useCases: UseCases) -> [any Service] {
        let (models, trainings) = (useCases.models, useCases.trainings)
        let (datasets, versions) = (useCases.datasetWork, useCases.versionWork)
        let (photos, evaluations) = (useCases.photoWork, useCases.evaluationWork)
        return [
            BackgroundWork(description: "models") {
                try await models.run()
            } stop: {
                models.shutDown()
            },
            BackgroundWork(description: "datasets") {
                try await datasets.run()
            } stop: {
                datasets.stop()
            },
            BackgroundWork(description: "versions") {
                try await versions.run()
            } stop: {
                versions.stop()
            },
            BackgroundWork(description: "photos") {
                try await photos.run()
            } stop: {
                photos.stop()
            },
            BackgroundWork(description: "evaluations") {
                try await evaluations.run()
            } stop: {
                evaluations.stop()
            },
            BackgroundWork(description: "trainings") {
                try await trainings.run()
            } stop: {
                trainings.stop()
            },
        ]
    }

    /// The last service is the first to stop.
    private func serve(_ services: [any Service]) async throws {
        var quiet = log
        quiet.logLevel = max(log.logLevel, .warning)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet
            )
        )
        try await group.run()
    }

    private static func status(
        _ settings: ServerSettings,
        _ region: String,
        _ account: String,
        port: Int?
    ) -> ServerStatus {
        // What listens everywhere is reached here by the loopback address.
        let everywhere = ["0.0.0.0", "::", "localhost"].contains(settings.host)
        let host =
            everywhere ? "127.0.0.1" : settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        return ServerStatus(
            url: "\(settings.tls == nil ? "http" : "https")://\(host):\(port ?? settings.port)",
            region: region,
            account: account,
            home: settings.home.path,
            version: ProductVersion.current
        )
    }
}
