import Catalog
import Projects

/// What models do and take, as metrics: for each version, or without names for all together.
struct ModelMetrics {
    /// What is told of one version, or of all.
    private struct Series {
        /// The project and the version; none where names are not to be seen.
        var labels: [(String, String)] = []
        var cold = LatencyHistogram()
        var warm = LatencyHistogram()
        var failedCalls = 0
        var loads = 0
        var busySeconds = 0.0
        var unitSeconds = 0.0
        var units = 0
        var waiting = 0
        var residentBytes: Int64 = 0
    }

    /// One in so many of the meter's bounds, which is about a doubling.
    private static let boundsStep = 6

    private let series: [Series]
    private let memory: ServingMemory

    /// - Parameters:
    ///   - models: as they are now.
    ///   - usage: of all versions and months, the deleted too: a counter never goes down.
    ///   - memory: of all workers.
    ///   - namesVersions: whether who asks may see names.
    init(models: [ListedModel], usage: UsageReport, memory: ServingMemory, namesVersions: Bool) {
        self.memory = memory
        var series: [String: Series] = [:]
        func update(_ project: String, _ version: String, _ change: (inout Series) -> Void) {
            let key = namesVersions ? "\(project)/\(version)" : ""
            let labels = namesVersions ? [("project", project), ("version", version)] : []
            change(&series[key, default: Series(labels: labels)])
        }
        for month in usage.months {
            update(month.version.project, month.version.name) { series in
                series.cold.merge(month.cold)
                series.warm.merge(month.warm)
                series.failedCalls += month.failedCalls
                series.loads += month.loads
                series.busySeconds += month.busySeconds
                series.unitSeconds += month.unitSeconds
            }
        }
        for model in models {
            update(model.project, model.version) { series in
                series.units += model.units.count { ["ready", "busy"].contains($0.state) }
                series.waiting += model.waiting
                series.residentBytes += model.memoryBytes
            }
        }
        self.series = series.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Writes all.
    func write(to text: inout PrometheusText) {
        let detections = "katmai_detections_total"
        text.begin(detections, .counter, "Detections by outcome: answered cold or warm, or failed.")
        for series in series {
            text.sample(detections, series.labels + [("outcome", "cold")], series.cold.count)
            text.sample(detections, series.labels + [("outcome", "warm")], series.warm.count)
            text.sample(detections, series.labels + [("outcome", "failed")], series.failedCalls)
        }
        write(to: &text, "loads_total", .counter, "Times that the model was loaded.", \.loads)
        write(to: &text, "busy_seconds_total", .counter, "Seconds that workers computed.", \.busySeconds)
        write(
            to: &text,
            "unit_seconds_total",
            .counter,
            "Seconds that inference units were loaded.",
            \.unitSeconds
        )
        write(to: &text, "units", .gauge, "Inference units that are loaded.", \.units)
        write(to: &text, "waiting_requests", .gauge, "Requests that wait for a unit.", \.waiting)
        write(to: &text, "resident_bytes", .gauge, "Memory of the model's workers.", \.residentBytes)
        writeSeconds(to: &text)
        writeMemory(to: &text)
    }

    private func write(
        to text: inout PrometheusText,
        _ name: String,
        _ kind: PrometheusText.Kind,
        _ help: String,
        _ value: KeyPath<Series, some CustomStringConvertible>
    ) {
        text.begin("katmai_model_\(name)", kind, help)
        for series in series {
            text.sample("katmai_model_\(name)", series.labels, series[keyPath: value])
        }
    }

    private func writeSeconds(to text: inout PrometheusText) {
        let name = "katmai_detection_seconds"
        text.begin(name, .histogram, "Seconds until answers, which waited for a load (cold) or not (warm).")
        let bounds = stride(from: 0, to: LatencyHistogram.bounds.count, by: Self.boundsStep)
            .map { LatencyHistogram.bounds[$0] }
        for series in series {
            for (start, seconds) in [("cold", series.cold), ("warm", series.warm)] {
                let labels = series.labels + [("start", start)]
                for bound in bounds {
                    text.sample("\(name)_bucket", labels + [("le", "\(bound)")], seconds.count(atMost: bound))
                }
                text.sample("\(name)_bucket", labels + [("le", "+Inf")], seconds.count)
                text.sample("\(name)_sum", labels, seconds.seconds)
                text.sample("\(name)_count", labels, seconds.count)
            }
        }
    }

    private func writeMemory(to text: inout PrometheusText) {
        text.single(
            "katmai_models_memory_bytes",
            .gauge,
            "Memory that workers hold or are promised.",
            memory.usedBytes
        )
        if let limit = memory.limitBytes {
            text.single("katmai_models_memory_limit_bytes", .gauge, "The most of it: model-megabytes.", limit)
        }
        text.single(
            "katmai_models_waiting_loads",
            .gauge,
            "Loads that wait for memory.",
            memory.waitingLoads
        )
        text.single(
            "katmai_models_evictions_total",
            .counter,
            "Models that made room for others.",
            memory.evictions
        )
    }
}
