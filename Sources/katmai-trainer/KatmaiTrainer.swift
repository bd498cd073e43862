import ArgumentParser
import Dispatch
import Foundation
import Training
import TrainingRuns

/// One training run: reads the job in a run folder, tells its progress as JSON lines, writes a model bundle.
@main
struct KatmaiTrainer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "katmai-trainer",
        abstract: "Runs one training job. `katmai train` starts it; you rarely will.",
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
        let events = try EventWriter(log: folder.log)
        let stop = StopRequest()
        let sources = watchSignals(stop)
        defer { for source in sources { source.cancel() } }
        if watchStandardInput { watchParent(stop) }
        do {
            let job = try JSONDecoder().decode(TrainingJob.self, from: Data(contentsOf: folder.job))
            // Bundles keep whole seconds: the same date everywhere, whoever computes with it.
            let date = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            _ = try Trainer(job: job, folder: folder, stop: stop, date: date, emit: events.write).run()
        } catch {
            try events.write(.failed(TrainingEvent.Failed(reason: "\(error)")))
            throw ExitCode.failure
        }
    }

    /// A person's Ctrl-C and a service manager's stop both mean: write a checkpoint first.
    private func watchSignals(_ stop: StopRequest) -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { stop.request() }
            source.resume()
            return source
        }
    }

    /// There is no death signal on Linux that survives an exec: a parent holds our standard input open while it lives.
    private func watchParent(_ stop: StopRequest) {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(STDIN_FILENO, &byte, 1) > 0 {}
            stop.request()
        }
    }
}
