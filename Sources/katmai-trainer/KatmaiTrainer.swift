import ArgumentParser

/// The one program with the training engine in it.
@main
struct KatmaiTrainer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "katmai-trainer",
        abstract: "Runs trainings. `katmai train` starts it; you rarely will.",
        subcommands: [JobCommand.self, BaseCommand.self],
        defaultSubcommand: JobCommand.self
    )
}
