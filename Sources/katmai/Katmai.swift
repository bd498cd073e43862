import ArgumentParser
import TrainingRuns

/// The command line.
@main
struct Katmai: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "katmai",
        abstract: "Turns labelled photos into an object detector that answers on your own machine.",
        discussion: """
            From nothing to a detection:
              katmai example --out scenes
              katmai train --train scenes/train.manifest --test scenes/test.manifest --out animals.katmai
              katmai detect animals.katmai photo.jpg --draw found

            With your own photos, --train takes a Ground Truth manifest (JSON Lines, as Rekognition Custom Labels \
            reads it) or a COCO file.
            """,
        version: ProductVersion.current,
        subcommands: [
            ServeCommand.self, ConsoleCommand.self, CredentialsCommand.self, RunsCommand.self,
            VersionsCommand.self, UsageCommand.self,
            ExampleCommand.self, TrainCommand.self, EvaluateCommand.self, DetectCommand.self,
            ConvertCommand.self, BundleCommand.self,
        ]
    )
}
