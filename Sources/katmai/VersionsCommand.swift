import ArgumentParser
import Server

/// `katmai versions`.
struct VersionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "Show and steer the models of the server that runs here.",
        discussion: """
            A trained version needs no start: the first detection loads it, and some minutes after the last it unloads. \
            Its status at AWS stays as it is. Start keeps it loaded until stop, for answers that never wait.

              katmai versions
              katmai versions start bearcam/first --min-units 1 --max-units 2
              katmai versions stop bearcam/first
              katmai versions serving bearcam/first --idle-seconds 3600
              katmai versions serving bearcam/first --mode manual     (as at AWS: no answer without a start)
              katmai versions usage bearcam/first --month 2026-11

            AWS's clients can set the mode with a tag: aws rekognition tag-resource --resource-arn ... --tags \
            katmai:serving=manual. What katmai versions serving says comes before the tag, and that before the server's \
            --serving.
            """,
        subcommands: [List.self, Start.self, Stop.self, Serving.self, Usage.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show all versions that have a model, oldest first."
        )

        @OptionGroup var home: HomeOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let models = try await home.client().models()
            if json { return try printJSON(models) }
            if models.isEmpty {
                return print("There is no model yet: aws rekognition create-project-version trains one.")
            }
            print(VersionText.table(of: models))
            for problem in models.compactMap(VersionText.problem) { Terminal.note(problem) }
        }
    }

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load a model and keep it loaded until it is stopped; its status becomes RUNNING."
        )

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp(VersionName.help), transform: { try VersionName($0) })
        var version: VersionName

        @Option(help: ArgumentHelp("Inference units that are always loaded.", valueName: "n"))
        var minUnits = 1

        @Option(
            help: ArgumentHelp("The most units while requests queue (default: --min-units).", valueName: "n")
        )
        var maxUnits: Int?

        @Flag(help: "Print JSON.")
        var json = false

        func validate() throws {
            guard minUnits >= 1 else {
                throw ValidationError("--min-units must be at least 1, not \(minUnits)")
            }
            if let maxUnits, maxUnits < minUnits {
                throw ValidationError("--max-units is \(maxUnits), less than --min-units, \(minUnits)")
            }
        }

        func run() async throws {
            let client = try home.client()
            try await version.check(with: client)
            let model = try await client.start(
                project: version.project,
                version: version.version,
                minimumUnits: minUnits,
                maximumUnits: maxUnits
            )
            if json { return try printJSON(model) }
            print("\(version) is \(model.status), with \(VersionText.units(model)).")
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let go of a started model.",
            discussion: """
                Served on demand, the next detection loads it again, without touching its status; \
                katmai versions serving --mode manual prevents that.
                """
        )

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp(VersionName.help), transform: { try VersionName($0) })
        var version: VersionName

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let client = try home.client()
            try await version.check(with: client)
            let model = try await client.stop(project: version.project, version: version.version)
            if json { return try printJSON(model) }
            print("\(version) is \(model.status).")
        }
    }

    struct Usage: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was asked of one version.",
            discussion: UsageCommand.explanation
        )

        @OptionGroup var home: HomeOption

        @Argument(help: ArgumentHelp(VersionName.help), transform: { try VersionName($0) })
        var version: VersionName

        @OptionGroup var options: UsageOptions

        func run() async throws {
            try await options.show(home.client()) { month in
                month.project == version.project && month.version == version.version
                    && (version.arn == nil || month.arn == version.arn)
            }
        }
    }
}
