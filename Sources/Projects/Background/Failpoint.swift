import Glibc
package import ObjectStorage

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
                + Failpoint.names.joined(separator: ", ")
        }
    }

    private static let names = Step.allCases.map(\.rawValue) + StorageStep.allCases.map(\.rawValue)

    private let armed: String?

    /// Ends the process at a step; nil never does.
    package init(_ armed: Step? = nil) {
        self.init(named: armed?.rawValue)
    }

    private init(named armed: String?) {
        self.armed = armed
    }

    /// Arms the step, of the use cases or of the object store, that a variable of the environment names.
    package init(environment: [String: String]) throws(UnknownStep) {
        guard let name = environment[Self.variable], !name.isEmpty else {
            self.init()
            return
        }
        guard Self.names.contains(name) else { throw UnknownStep(name: name) }
        self.init(named: name)
    }

    /// Says that a step is done.
    func pass(_ step: Step) { pass(step.rawValue) }

    /// Says that a step of the object store is done.
    package func pass(_ step: StorageStep) { pass(step.rawValue) }

    private func pass(_ name: String) {
        // SIGKILL, so that nothing is flushed, closed or cleaned up.
        if name == armed { kill(getpid(), SIGKILL) }
    }
}
