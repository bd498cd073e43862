import Catalog
import Foundation

/// Counts what models do until it is written down: a write for each detection would cost more than most.
struct UsageMeter: Sendable {
    private struct Hour: Hashable {
        let version: Int64
        /// Hours since 1970.
        let hour: Int64
    }

    /// Units of a version that are loaded, and since when they are not counted yet.
    private struct Loaded {
        var units: Int
        var isStarted: Bool
        /// In seconds of the clock that durations are taken from.
        var since: Double
    }

    /// What was counted since it was last taken.
    struct Batch: Sendable {
        fileprivate(set) var months: [UsageMonth: UsageCounts] = [:]
        fileprivate(set) var images: [DetectionCountRecord] = []

        var isEmpty: Bool { months.isEmpty && images.isEmpty }
    }

    private var months: [UsageMonth: UsageCounts] = [:]
    private var images: [Hour: Int] = [:]
    private var loaded: [Int64: Loaded] = [:]
    /// Whether there is more to write down than time and memory.
    private(set) var hasCalls = false

    /// Counts an answer.
    ///
    /// - Parameters:
    ///   - version: Whose model it was.
    ///   - date: When the answer came.
    ///   - seconds: From question to answer.
    ///   - busySeconds: What the worker took of them.
    ///   - isCold: Whether the question waited for a load.
    ///   - isImage: Whether an image was looked at; one that cannot be read is answered without that.
    mutating func answered(
        _ version: Int64,
        at date: Date,
        seconds: Double,
        busySeconds: Double,
        isCold: Bool,
        isImage: Bool
    ) {
        change(version, date) { counts in
            if isCold {
                counts.coldCalls += 1
                counts.cold.add(seconds: seconds)
            } else {
                counts.warmCalls += 1
                counts.warm.add(seconds: seconds)
            }
            counts.busySeconds += busySeconds
            counts.call(at: date.milliseconds)
        }
        hasCalls = true
        guard isImage else { return }
        images[Hour(version: version, hour: date.milliseconds / 3_600_000), default: 0] += 1
    }

    /// Counts a question that has no answer.
    mutating func failed(_ version: Int64, at date: Date) {
        change(version, date) { counts in
            counts.failedCalls += 1
            counts.call(at: date.milliseconds)
        }
        hasCalls = true
    }

    /// Counts a model that was loaded.
    mutating func loaded(_ version: Int64, at date: Date) {
        change(version, date) { $0.loads += 1 }
    }

    /// Notes the memory of all workers of a version.
    mutating func measured(_ version: Int64, bytes: Int64, at date: Date) {
        change(version, date) { $0.peakBytes = max($0.peakBytes, bytes) }
    }

    /// Says how many units of a version are loaded from now on.
    mutating func units(_ version: Int64, _ units: Int, isStarted: Bool, at date: Date, now: Double) {
        let before = loaded[version]
        guard before?.units ?? 0 != units || before?.isStarted ?? isStarted != isStarted else { return }
        settle(version, at: date, now: now)
        loaded[version] = units == 0 ? nil : Loaded(units: units, isStarted: isStarted, since: now)
    }

    /// Hands out what was counted, loaded time until now included, and begins anew.
    mutating func take(at date: Date, now: Double) -> Batch {
        for version in loaded.keys { settle(version, at: date, now: now) }
        var batch = Batch()
        batch.months = months
        batch.images = images.map { hour, images in
            DetectionCountRecord(versionID: hour.version, hour: hour.hour, images: images)
        }
        months = [:]
        images = [:]
        hasCalls = false
        return batch
    }

    /// Takes back what could not be written.
    mutating func putBack(_ batch: Batch) {
        hasCalls = true
        for (month, counts) in batch.months { months[month, default: UsageCounts()].merge(counts) }
        for record in batch.images {
            images[Hour(version: record.versionID, hour: record.hour), default: 0] += record.images
        }
    }

    private mutating func settle(_ version: Int64, at date: Date, now: Double) {
        guard let known = loaded[version] else { return }
        loaded[version]?.since = now
        let seconds = Double(known.units) * max(0, now - known.since)
        guard seconds > 0 else { return }
        change(version, date) { counts in
            counts.unitSeconds += seconds
            if known.isStarted { counts.startedUnitSeconds += seconds }
        }
    }

    private mutating func change(_ version: Int64, _ date: Date, _ body: (inout UsageCounts) -> Void) {
        body(&months[UsageMonth(versionID: version, of: date), default: UsageCounts()])
    }
}

extension UsageCounts {
    fileprivate mutating func call(at moment: Int64) {
        firstCall = min(firstCall ?? moment, moment)
        lastCall = max(lastCall ?? moment, moment)
    }
}

extension CatalogWriter {
    /// Writes down what was counted.
    func add(_ batch: UsageMeter.Batch) throws {
        for (month, counts) in batch.months { try add(counts, to: month) }
        try add(batch.images)
    }
}
