import Catalog
import Logging

/// Counts what models are asked, and writes it down now and then: a write for each detection would cost more than most.
actor DetectionMeter {
    private struct Hour: Hashable {
        let version: Int64
        /// Hours since 1970.
        let hour: Int64
    }

    /// At most this much is lost when the process is killed, in milliseconds.
    private static let pause: Int64 = 10_000

    private let workshop: Workshop
    private var images: [Hour: Int] = [:]
    private var lastFlush: Int64

    init(workshop: Workshop) {
        self.workshop = workshop
        lastFlush = workshop.moment
    }

    /// Counts one image.
    func count(_ version: Int64) async {
        let now = workshop.moment
        images[Hour(version: version, hour: now / 3_600_000), default: 0] += 1
        guard now - lastFlush >= Self.pause else { return }
        do {
            try await flush()
        } catch {
            workshop.log.error("detections cannot be counted yet", metadata: ["reason": "\(error)"])
        }
    }

    /// Writes down what was counted.
    func flush() async throws {
        let counted = images
        images = [:]
        lastFlush = workshop.moment
        guard !counted.isEmpty else { return }
        let records = counted.map { key, images in
            DetectionCountRecord(versionID: key.version, hour: key.hour, images: images)
        }
        do {
            try await workshop.write { try $0.add(records) }
        } catch {
            images.merge(counted) { $0 + $1 }
            throw error
        }
    }
}
