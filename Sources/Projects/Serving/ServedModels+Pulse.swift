import Catalog
import Logging

extension ServedModels {
    /// How often pools are told the time: how exact idle times and deadlines are.
    private static let interval = Duration.milliseconds(250)
    /// Pulses from one look at the workers to the next.
    private static let pulsesPerLook = 4
    /// At most so many seconds of counts are lost when the process is killed.
    private static let pause = 5.0
    /// So many where it is time in memory alone, which is not worth a write every few seconds.
    private static let quietPause = 60.0

    /// Tells the pools the time from now on, until all are gone: a server with nothing loaded does nothing.
    func startPulse() {
        guard pulse == nil else { return }
        pulse = Task { await self.beat() }
    }

    private func beat() async {
        var pulses = 0
        while !models.isEmpty {
            do {
                try await Task.sleep(for: Self.interval)
            } catch {
                // Nobody cancels it.
                break
            }
            pulses += 1
            if pulses.isMultiple(of: Self.pulsesPerLook) { look() }
            for version in Array(models.keys) {
                perform(models[version]?.pool.tick(now: now), for: version)
            }
            admit()
            if now - lastSave >= (meter.hasCalls ? Self.pause : Self.quietPause) { await saveOrLog() }
        }
        pulse = nil
        await saveOrLog()
    }

    /// Looks at the memory of all workers, and finds those that have died without a word.
    private func look() {
        let date = workshop.now()
        for (version, model) in models {
            var all: Int64 = 0
            for (unit, host) in model.hosts {
                guard let bytes = host.residentBytes else { continue }
                guard bytes > 0 else {
                    host.end()
                    continue
                }
                all += bytes
                guard let known = model.pool.units.first(where: { $0.number == unit }), !known.isLoading
                else {
                    continue
                }
                budget.measured(version, bytes: bytes)
                perform(models[version]?.pool.measured(unit, bytes: bytes, now: now), for: version)
            }
            meter.measured(version, bytes: all, at: date)
        }
    }

    /// Writes down what was counted.
    func save() async throws {
        lastSave = now
        let batch = meter.take(at: workshop.now(), now: now)
        guard !batch.isEmpty else { return }
        do {
            try await workshop.write { try $0.add(batch) }
        } catch {
            meter.putBack(batch)
            throw error
        }
    }

    /// Writes down what was counted, or later, where that cannot be done now.
    func saveOrLog() async {
        do {
            try await save()
        } catch {
            workshop.log.error("detections cannot be counted yet", metadata: ["reason": "\(error)"])
        }
    }
}
