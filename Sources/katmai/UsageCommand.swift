import ArgumentParser
import Server

/// `katmai usage`.
struct UsageCommand: AsyncParsableCommand {
    static let explanation = """
        A line for each version and month. Cold calls waited until the model was loaded; loaded is the time that \
        models were in memory, times their units, and busy the part of it in which they computed. Rekognition is what \
        it would have charged: its price for the hours that the model was started, or that it had to run from the \
        month's first call to its last, whichever is more. Prices change: katmai serve --hourly-dollars sets it, with \
        the day on which it was looked up.
        """

    static let configuration = CommandConfiguration(
        commandName: "usage",
        abstract: "Show what was asked of models, what that took, and what Rekognition would have charged.",
        discussion: explanation + """


            Examples:
              katmai usage
              katmai usage --month 2026-11
              katmai usage --json
            """
    )

    @OptionGroup var home: HomeOption
    @OptionGroup var options: UsageOptions

    func run() async throws {
        try await options.show(home.client()) { _ in true }
    }
}

/// Which usage is shown, and how.
struct UsageOptions: ParsableArguments {
    @Option(help: ArgumentHelp("One month, by UTC (default: all).", valueName: "yyyy-mm"))
    var month: String?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let month, month.wholeMatch(of: #/\d{4}-(0[1-9]|1[0-2])/#) == nil {
            throw ValidationError("--month is one such as 2026-11, not \(month)")
        }
    }

    /// Prints what there is of the versions that are wanted.
    func show(_ client: ControlClient, where isWanted: (ListedMonth) -> Bool) async throws {
        let all = try await client.usage(month: month)
        let usage = ListedUsage(
            hourlyDollars: all.hourlyDollars,
            hourlyDollarsDate: all.hourlyDollarsDate,
            months: all.months.filter(isWanted)
        )
        if json { return try printJSON(usage) }
        if usage.months.isEmpty {
            return print("Nothing was asked of a model\(month.map { " in \($0)" } ?? "") yet.")
        }
        print(UsageText.table(of: usage))
    }
}
