package import Catalog
package import FoundationEssentials

/// A training as its queue shows it.
package struct RunOverview: Hashable, Sendable {
    package let version: VersionReference
    package let progress: RunProgress
    package let queued: Date
    /// When it first had its turn; nil while it waits.
    package let started: Date?
    /// How often a trainer was started.
    package let attempts: Int
    /// Seconds that trainers were at work.
    package let trainedSeconds: Double
    /// Why there is no model, where that is so.
    package let statusMessage: String
}

extension TrainingQueue {
    /// The newest trainings, whatever has become of them.
    package nonisolated func overview(limit: Int) async throws -> [RunOverview] {
        try await workshop.catalog.read { catalog in
            try catalog.runs(limit: limit).compactMap { run in
                guard let version = try catalog.version(number: run.versionID),
                    let project = try catalog.project(number: version.projectID)
                else { return nil }
                return RunOverview(
                    version: version.reference(in: project.name),
                    progress: RunProgress(run),
                    queued: Date(milliseconds: run.queued),
                    started: run.started.map { Date(milliseconds: $0) },
                    attempts: run.attempts,
                    trainedSeconds: run.trainedSeconds,
                    statusMessage: version.statusMessage
                )
            }
        }
    }
}
