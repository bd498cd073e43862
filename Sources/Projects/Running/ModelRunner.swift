package import Catalog

/// Starts and stops models, and asks them.
package actor ModelRunner {
    let workshop: Workshop

    init(workshop: Workshop) {
        self.workshop = workshop
    }

    /// Starts a model and waits, if it does not take too long, until it is running.
    ///
    /// Returns `STARTING` all the same, as AWS does; the catalog may say `RUNNING` by then. Throws `noSuchVersion`,
    /// `versionBusy`, `limitExceeded` or `invalidInferenceUnits`.
    package func start(
        _ version: VersionReference,
        minimumUnits: Int,
        maximumUnits: Int?
    ) async throws -> VersionStatus {
        fatalError("follows")
    }

    /// Stops a running model and waits, if it does not take too long, until it is stopped.
    ///
    /// Returns `STOPPING`. Throws `noSuchVersion` or `versionBusy`.
    package func stop(_ version: VersionReference) async throws -> VersionStatus {
        fatalError("follows")
    }

    /// What a running model finds in an image, most confident first.
    ///
    /// - Parameters:
    ///   - minimumConfidence: 0...100; nil takes each label's own assumed threshold.
    ///   - maximumResults: The most labels; nil and 0 are no limit.
    /// - Throws: `noSuchVersion`, `modelNotRunning`, `objectUnreadable`, `imageTooLarge`, `imageTooWideOrHigh`,
    ///   `imageUnusable`, `modelOverloaded` or `modelBroken`.
    package func detect(
        in image: ImageInput,
        with version: VersionReference,
        minimumConfidence: Double?,
        maximumResults: Int?
    ) async throws -> [DetectedLabel] {
        fatalError("follows")
    }
}
