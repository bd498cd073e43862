import ArgumentParser
import Foundation
import Server

/// `katmai runs`.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Show and cancel the trainings of the server that runs here.",
        subcommands: [List.self, Cancel.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the trainings, newest first.")

        @OptionGroup var home: HomeOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() async throws {
            let runs = try await home.client().runs()
            if json { return try printJSON(runs) }
            if runs.isEmpty {
                return print("There was no training yet: aws rekognition create-project-version begins one.")
            }
            for run in runs { print(RunText.line(run)) }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a training that waits or is at work; its version becomes TRAINING_FAILED."
        )

        @OptionGroup var home: HomeOption
        @Argument(help: "The project's name.") var project: String
        @Argument(help: "The version's name.") var version: String

        func run() async throws {
            _ = try await home.client().cancelRun(project: project, version: version)
            print("The training of \(version) in \(project) is being ended.")
        }
    }
}

/// Trainings as people read them.
enum RunText {
    static func line(_ run: ListedRun) -> String {
        var parts = ["\(run.project)/\(run.version)", run.status.lowercased()]
        if run.status == "TRAINING" {
            parts.append("\(Int(run.progress * 100)) %")
            if let left = run.secondsLeft {
                parts.append("\(Duration.seconds(left).formatted(.units(width: .narrow))) left")
            }
        }
        if run.attempts > 1 { parts.append("started \(run.attempts) times") }
        if run.trainedSeconds > 0 {
            parts.append(
                "trained \(Duration.seconds(run.trainedSeconds.rounded()).formatted(.units(width: .narrow)))"
            )
        }
        if run.status == "FAILED" || run.status == "CANCELLED" { parts.append(run.message) }
        return parts.joined(separator: "  ")
    }
}
