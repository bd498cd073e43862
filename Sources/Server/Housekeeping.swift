import Foundation
import Logging
import ObjectStorage
import ServiceLifecycle

/// Clears away what nobody will ask for again, at the start and every hour.
///
/// Of the object store that is content which a cut has left without a name, and uploads in parts that were begun more than seven
/// days ago and never completed. The use cases clear runs, models and manifests (`HomeFolders`), and images for trainings go as
/// room is needed (`StagedObjects`).
struct Housekeeping: Service, CustomStringConvertible {
    private static let interval = Duration.seconds(3600)
    private static let longestUpload: TimeInterval = 7 * 24 * 3600

    let store: ObjectStore
    let now: @Sendable () -> Date
    let log: Logger

    var description: String { "housekeeping" }

    func run() async throws {
        await clear { try await store.removeLeftovers() }
        do {
            try await cancelWhenGracefulShutdown {
                while true {
                    await clear { try await store.abortUploads(begunBefore: now() - Self.longestUpload) }
                    try await Task.sleep(for: Self.interval)
                }
            }
        } catch is CancellationError {
            // The server stops.
        }
    }

    /// What cannot be cleared now can be the next time.
    private func clear(_ work: () async throws -> Int) async {
        do {
            let count = try await work()
            if count > 0 { log.info("cleared away", metadata: ["files-or-uploads": "\(count)"]) }
        } catch is CancellationError {
            // The server ends.
        } catch {
            log.warning("clearing away failed", metadata: ["reason": "\(error)"])
        }
    }
}
