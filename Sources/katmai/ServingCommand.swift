import ArgumentParser
import Server

extension VersionsCommand {
    struct Serving: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show or change how a version is served.",
            discussion: """
                on-demand: a detection loads the model, which unloads when nobody has asked for --idle-seconds. \
                manual: as at AWS, only a started model answers. With server the version has no word of its own any \
                more: the tag katmai:serving counts for the mode, and where there is none the server's settings.

                Without options it shows how the version is served.
                """
        )

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp(VersionName.help), transform: { try VersionName($0) })
        var version: VersionName

        @Option(help: ArgumentHelp("on-demand, manual or server.", valueName: "mode"))
        var mode: String?

        @Option(
            help: ArgumentHelp(
                "Seconds without a request until the model unloads, or server.",
                valueName: "seconds"
            )
        )
        var idleSeconds: String?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            if let mode, !["on-demand", "manual", "server"].contains(mode) {
                throw ValidationError("--mode is on-demand, manual or server, not \(mode)")
            }
            if let idleSeconds, idleSeconds != "server", seconds == nil {
                throw ValidationError(
                    "--idle-seconds is a whole number from 1 to 31536000, or server, not \(idleSeconds)"
                )
            }
        }

        func run() async throws {
            let client = try home.client()
            try await version.check(with: client)
            let change = ServingChange(
                mode: mode.map { $0 == "server" ? .forget : .set($0) } ?? .keep,
                idleSeconds: idleSeconds.map { _ in seconds.map { .set($0) } ?? .forget } ?? .keep
            )
            let model = try await client.serve(
                project: version.project,
                version: version.version,
                change
            )
            if json { return try printJSON(model) }
            print(VersionText.serving(model))
            if let problem = VersionText.problem(model) { Terminal.note(problem) }
        }

        /// Nil where none are given.
        private var seconds: Int? {
            idleSeconds.flatMap { Int($0) }.flatMap { (1...31_536_000).contains($0) ? $0 : nil }
        }
    }
}
