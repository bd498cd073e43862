import ArgumentParser
import Dispatch
import Foundation
import Training
import TrainingRuns

/// A run as a process sees it: events on standard output, stopped by signals.
struct TrainerRun {
    private let folder: RunFolder
    private let events: EventWriter
    private let stop = StopRequest()

    /// Takes over standard output; what engines print goes to the folder's log.
    init(folder: RunFolder) throws {
        self.folder = folder
        events = try EventWriter(log: folder.log)
    }

    /// Trains the job that `load` returns, then does what comes `afterwards` if it was not stopped.
    ///
    /// Whatever goes wrong is told as an event before the process fails: its standard error is the log.
    func train(_ load: () throws -> TrainingJob, afterwards: () throws -> Void = {}) throws {
        let sources = watchSignals()
        defer { for source in sources { source.cancel() } }
        do {
            // Bundles keep whole seconds: the same date everywhere, whoever computes with it.
            let date = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))
            let outcome = try Trainer(job: load(), folder: folder, stop: stop, date: date, emit: emit)
                .run()
            if outcome == .finished { try afterwards() }
        } catch {
            try events.write(.failed(TrainingEvent.Failed(reason: "\(error)")))
            throw ExitCode.failure
        }
    }

    /// A parent that was killed wants what one that stops us wants: a checkpoint, from which the next goes on.
    private func emit(_ event: TrainingEvent) throws {
        do {
            try events.write(event)
        } catch is EventWriter.ReaderIsGone {
            stop.request()
        }
    }

    /// There is no death signal on Linux that survives an exec: a parent holds our standard input open while it lives.
    func watchParent() {
        Thread.detachNewThread { [stop] in
            var byte: UInt8 = 0
            while read(STDIN_FILENO, &byte, 1) > 0 {}
            stop.request()
        }
    }

    /// A person's Ctrl-C and a service manager's stop both mean: write a checkpoint first.
    private func watchSignals() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [stop] in stop.request() }
            source.resume()
            return source
        }
    }
}
