import ArgumentParser
import ChildProcesses
import Foundation
import Logging
import Server

/// `katmai serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve Amazon Rekognition Custom Labels and S3 to AWS's own clients.",
        discussion: """
            One address for both. In another terminal:
              eval "$(katmai credentials --export)"
              aws s3 mb s3://photos
              aws rekognition create-project --project-name animals

            Every option is also a variable of the environment: --log-level is KATMAI_LOG_LEVEL; and a key of the settings \
            file, katmai.json in the home: {"log-level": "debug"}. Options come before the environment, and that before \
            the file. In the file alone buckets can be named that stay in a real S3: {"buckets": {"bears": {"region": \
            "eu-west-1", "endpoint": "https://s3.eu-west-1.amazonaws.com", "style": "path", "access-key-id": "...", \
            "secret-access-key": "..."}}}.

            Ctrl-C or SIGTERM finishes requests and lets a training write a checkpoint; the next start goes on with it. \
            What is still being asked after 30 seconds, or at a second Ctrl-C, is cut off.
            """
    )

    @OptionGroup var home: HomeOption

    @Option(help: "Name or address to listen on (default 127.0.0.1).")
    var host: String?

    @Option(help: "Port; 0 takes any that is free (default 8080).")
    var port: String?

    @Option(help: "Region in ARNs, of a new home (default us-east-1).")
    var region: String?

    @Option(help: "Further names by which browsers may open the console, with commas between.")
    var consoleHosts: String?

    @Option(
        help:
            "own, or aws: all of AWS's quotas (default own: without those that only protect AWS's machines)."
    )
    var limits: String?

    @Option(help: "true, or false on loopback only: let in whoever can connect (default true).")
    var checkSignatures: String?

    @Option(help: "PEM file with the certificate and its chain: speak TLS.", completion: .file())
    var tlsCertificate: String?

    @Option(help: "PEM file with the certificate's private key.", completion: .file())
    var tlsKey: String?

    @Option(help: "Trainings at one time; others wait (default 1).")
    var concurrentTrainings: String?

    @Option(help: "Threads of a training (default: all cores).")
    var trainingThreads: String?

    @Option(help: "Passes over the images in a training (default: by their number).")
    var trainingEpochs: String?

    @Option(help: "Gigabytes of images kept for trainings (default 20).")
    var cacheGigabytes: String?

    @Option(
        help:
            "on-demand: a model loads when it is asked; or manual: as at AWS only StartProjectVersion loads it (default on-demand)."
    )
    var serving: String?

    @Option(help: "Seconds without a request after which a model that was not started unloads (default 300).")
    var idleSeconds: String?

    @Option(help: "Seconds within which each detection is answered or refused (default 60).")
    var deadlineSeconds: String?

    @Option(help: "Megabytes of memory for all models; the longest idle unloads first (default: no limit).")
    var modelMegabytes: String?

    @Option(help: "Megabytes that one inference unit may grow to before it is replaced (default: no limit).")
    var workerMegabytes: String?

    @Option(help: "What Rekognition charges for an inference unit's hour, for comparison (default 4).")
    var hourlyDollars: String?

    @Option(help: "The day on which that price was looked up, as 2026-11-28; given with the price.")
    var hourlyDollarsDate: String?

    @Option(help: "trace, debug, info, notice, warning, error or critical (default info).")
    var logLevel: String?

    @Option(help: "Settings file (default: katmai.json in the home, if there is one).", completion: .file())
    var config: String?

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let reader = try SettingsReader(
            flags: flags,
            environment: environment,
            config: config.map { URL(filePath: $0) }
        )
        let settings = try reader.settings()
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = settings.logLevel
            return handler
        }
        let server = Server(
            settings,
            installation: try Installation.current(),
            environment: environment,
            log: Logger(label: "katmai")
        )
        try await server.run { status, link in
            print(Self.announcement(status, link, home.home))
            fflush(nil)
        }
    }

    private var flags: [SettingKey: String] {
        let given: [SettingKey: String?] = [
            .home: home.home, .host: host, .port: port, .region: region, .limits: limits,
            .consoleHosts: consoleHosts,
            .checkSignatures: checkSignatures, .tlsCertificate: tlsCertificate, .tlsKey: tlsKey,
            .concurrentTrainings: concurrentTrainings, .trainingThreads: trainingThreads,
            .trainingEpochs: trainingEpochs, .cacheGigabytes: cacheGigabytes, .serving: serving,
            .idleSeconds: idleSeconds, .deadlineSeconds: deadlineSeconds, .modelMegabytes: modelMegabytes,
            .workerMegabytes: workerMegabytes, .hourlyDollars: hourlyDollars,
            .hourlyDollarsDate: hourlyDollarsDate, .logLevel: logLevel,
        ]
        return given.compactMapValues(\.self)
    }

    private static func announcement(_ status: ServerStatus, _ link: ListedLink, _ home: String?) -> String {
        let option = home.map { " --home \($0)" } ?? ""
        return """
            Katmai \(status.version) serves Rekognition Custom Labels and S3 on \(status.url)
            to open the console, once and soon:  \(link.url)
            data: \(status.home)   region: \(status.region)   account: \(status.account)
            another link: katmai console\(option)
            to connect, in another terminal:  eval "$(katmai credentials\(option) --export)"
            """
    }
}
