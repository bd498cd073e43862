import ArgumentParser
import Foundation
import TrainingRuns

/// `katmai-trainer RUN-FOLDER`: the job that `katmai train` has laid there.
struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job",
        abstract: "Run the job in a run folder (the default).",
        discussion: """
            RUN-FOLDER holds job.json, and checkpoint.safetensors once the run has been stopped. Progress goes to \
            standard output, one JSON object a line; the log to trainer.log in the folder. SIGINT and SIGTERM end the \
            run after a checkpoint.
            """
    )

    @Argument(help: "The folder that holds job.json.", completion: .directory)
    var runFolder: String

    @Flag(help: "Stop, after a checkpoint, when standard input closes: the parent has ended.")
    var watchStandardInput = false

    func run() throws {
        let folder = RunFolder(url: URL(filePath: runFolder, directoryHint: .isDirectory))
        let run = try TrainerRun(folder: folder)
        if watchStandardInput { run.watchParent() }
        try run.train { try JSONDecoder().decode(TrainingJob.self, from: Data(contentsOf: folder.job)) }
    }
}
