import Glibc

/// Ends the process at a named step, as a power cut would: how tests show that nothing is lost there.
package struct Failpoint: Sendable {
    /// The environment variable that names a step.
    package static let variable = "KATMAI_FAILPOINT"

    /// What can be interrupted; each step is passed when what its name says is done.
    package enum Step: String, Sendable, CaseIterable {
        case importFetched = "import-fetched"
        case importBatch = "import-batch"
        case importRead = "import-read"
        case updateQueued = "update-queued"
        case updateApplied = "update-applied"
        case trainingPrepared = "training-prepared"
        case trainingBegun = "training-begun"
        case trainingFinished = "training-finished"
        case trainingPublished = "training-published"
        case copyWritten = "copy-written"
        case versionFilesRemoved = "version-files-removed"
    }

    /// A name that no step has.
    package struct UnknownStep: Error, CustomStringConvertible {
        let name: String

        package var description: String {
            "\(Failpoint.variable) is \(name), which is none of "
                + Step.allCases.map(\.rawValue).joined(separator: ", ")
        }
    }

    private let armed: Step?

    /// Ends the process at a step; nil never does.
    package init(_ armed: Step? = nil) {
        self.armed = armed
    }

    /// Arms the step that a variable of the environment names.
    package init(environment: [String: String]) throws(UnknownStep) {
        guard let name = environment[Self.variable], !name.isEmpty else {
            self.init()
            return
        }
        guard let step = Step(rawValue: name) else { throw UnknownStep(name: name) }
        self.init(step)
    }

    /// Says that a step is done.
    func pass(_ step: Step) {
        // SIGKILL, so that nothing is flushed, closed or cleaned up.
        if step == armed { kill(getpid(), SIGKILL) }
    }
}
