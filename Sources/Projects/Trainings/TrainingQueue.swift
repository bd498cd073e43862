package import Catalog

/// Carries trainings out, one after the other or as many at once as a setting allows.
package actor TrainingQueue {
    let workshop: Workshop

    init(workshop: Workshop) {
        self.workshop = workshop
    }

    /// Works until the task is cancelled or `stop` is called.
    package func run() async throws {
        fatalError("follows")
    }

    /// Ends a training that waits or is at work: the version becomes `TRAINING_FAILED`.
    ///
    /// Throws `noSuchVersion`, or `versionBusy` where it is not training.
    package func cancel(_ version: VersionReference) async throws {
        fatalError("follows")
    }
}
