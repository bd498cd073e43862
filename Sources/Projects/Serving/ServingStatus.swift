import Catalog
import Logging

/// Moves the status of versions that are started, stopped or cannot be loaded.
struct ServingStatus {
    let workshop: Workshop

    /// Gives a version the status that an event leads to; from anything but `RUNNING` on it has no units.
    func conclude(_ version: Int64, _ event: VersionEvent, _ message: String) async throws {
        try await workshop.write { catalog in
            guard let record = try catalog.version(number: version),
                var advanced = try catalog.advance(record, event, message)
            else { return }
            if advanced.status != .running {
                advanced.minimumUnits = nil
                advanced.maximumUnits = nil
                try catalog.update(advanced)
            }
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
