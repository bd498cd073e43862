package import Foundation

/// Where one run keeps what it needs to go on: beside the bundle it will write, with `.run` behind its name.
package struct RunFolder: Hashable, Sendable {
    package let url: URL

    package init(url: URL) {
        self.url = url
    }

    /// The run folder of the bundle at `bundle`.
    package init(forBundle bundle: URL) {
        self.init(
            url: bundle.deletingLastPathComponent()
                .appending(path: bundle.lastPathComponent + ".run", directoryHint: .isDirectory)
        )
    }

    /// The job, written once by `katmai`.
    package var job: URL { url.appending(path: "job.json") }
    /// The trainer's log.
    package var log: URL { url.appending(path: "trainer.log") }
    /// Weights, averages, optimiser state and the position in the run.
    package var checkpoint: URL { url.appending(path: "checkpoint.safetensors") }
    /// The averaged weights with the best validation score so far.
    package var best: URL { url.appending(path: "best.safetensors") }
    /// Held with `flock` by the one trainer at work here.
    package var lock: URL { url.appending(path: "lock") }
}
