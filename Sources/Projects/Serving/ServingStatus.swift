import Catalog
import Logging

/// Moves the status of versions that are started, stopped or cannot be loaded.
struct ServingStatus {
    let workshop: Workshop

    /// Gives a version the status that an event leads to; from anything but `RUNNING` on it has no units.
    ///
    /// Returns the status it then has, whether or not the event led there; nil where it is gone.
    @discardableResult
    func conclude(_ version: Int64, _ event: VersionEvent, _ message: String) async throws -> VersionStatus? {
        try await workshop.write { catalog in
            guard let record = try catalog.version(number: version) else { return nil }
            guard var advanced = try catalog.advance(record, event, message) else { return record.status }
            if advanced.status != .running {
                advanced.minimumUnits = nil
                advanced.maximumUnits = nil
                try catalog.update(advanced)
            }
            return advanced.status
        }
    }

    /// Says that a version's model cannot be loaded.
    func failed(_ version: Int64, reason: String) async {
        workshop.log.error(
            "a model cannot be run",
            metadata: ["version": "\(version)", "reason": "\(reason)"]
        )
        do {
            try await conclude(version, .loadFailed, "The model cannot be run: \(reason)")
        } catch {
            workshop.log.error("its status stays", metadata: ["reason": "\(error)"])
        }
    }
}
