import Catalog

/// What can happen to a version.
enum VersionEvent: Hashable, Sendable, CaseIterable {
    case trainingSucceeded
    case trainingFailed
    case copyingSucceeded
    case copyingFailed
    case startBegan
    case startSucceeded
    case startFailed
    /// Its model cannot be loaded, whoever asked for it.
    case loadFailed
    case stopBegan
    case stopSucceeded
    case deletionBegan
}

extension VersionStatus {
    /// The status after an event; nil where that cannot happen in this one.
    func after(_ event: VersionEvent) -> VersionStatus? {
        switch (self, event) {
        case (.training, .trainingSucceeded): .trained
        case (.training, .trainingFailed): .trainingFailed
        case (.copying, .copyingSucceeded): .copied
        case (.copying, .copyingFailed): .copyingFailed
        case (.trained, .startBegan), (.copied, .startBegan), (.stopped, .startBegan), (.failed, .startBegan):
            .starting
        case (.starting, .startSucceeded): .running
        case (.starting, .startFailed): .failed
        // A model that ran may break too, as when its worker cannot be started again.
        case (.trained, .loadFailed), (.copied, .loadFailed), (.stopped, .loadFailed),
            (.starting, .loadFailed),
            (.running, .loadFailed):
            .failed
        case (.running, .stopBegan): .stopping
        case (.stopping, .stopSucceeded): .stopped
        case (.trained, .deletionBegan), (.trainingFailed, .deletionBegan), (.copied, .deletionBegan),
            (.copyingFailed, .deletionBegan), (.stopped, .deletionBegan), (.failed, .deletionBegan):
            .deleting
        default: nil
        }
    }

    /// Whether there is a model that can be copied.
    var hasModel: Bool {
        switch self {
        case .trained, .copied, .starting, .running, .failed, .stopping, .stopped: true
        case .training, .trainingFailed, .copying, .copyingFailed, .deleting: false
        }
    }
}

/// What AWS says in a version's StatusMessage, and where it is not known what it says, ours in its manner.
package enum VersionMessage {
    static let training = "The model is being trained."
    static let ready = "The model is ready to run."
    static let starting = "The model is starting."
    static let running = "The model is running."
    static let stopping = "The model is stopping."
    static let stopped = "The model is stopped."
    static let deleting = "The model is being deleted."
    static let copying = "The model is being copied."
    static let cancelled = "The training was cancelled."
    package static let noImages = "Failed to copy images from S3 bucket."
    package static let noAutosplit =
        "The manifest file contains insufficient labeled images per label to perform auto-split."
    package static let noOutput = "Unable to write to output S3 bucket."
    package static let serviceFault = "Amazon Rekognition experienced a service issue."
    static let imageLevel =
        "The training dataset has labels for whole images, and image-level models are not built yet: "
        + "draw bounding boxes to train a model."
}

extension CatalogWriter {
    /// Gives a version the status that an event leads to; nil, and nothing is written, where that cannot happen.
    func advance(
        _ version: VersionRecord,
        _ event: VersionEvent,
        _ message: String
    ) throws -> VersionRecord? {
        guard let next = version.status.after(event) else { return nil }
        var advanced = version
        advanced.status = next
        advanced.statusMessage = message
        try update(advanced)
        return advanced
    }
}
