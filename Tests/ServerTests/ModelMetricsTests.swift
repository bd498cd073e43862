import Catalog
import Foundation
import Testing

@testable import Projects
@testable import Server

private let bears = VersionReference(project: "bearcam", name: "first", number: 1)
private let wolves = VersionReference(project: "wolves", name: "v1", number: 2)

private func usage(_ version: VersionReference, _ month: String, cold: Int, warm: Int) -> ModelUsage {
    var counts = UsageCounts()
    counts.coldCalls = cold
    counts.warmCalls = warm
    counts.failedCalls = 1
    counts.loads = cold
    counts.busySeconds = 1.5
    for _ in 0..<cold { counts.cold.add(seconds: 0.2) }
    for _ in 0..<warm { counts.warm.add(seconds: 0.02) }
    let record = UsageRecord(
        versionID: version.number,
        month: month,
        project: version.project,
        name: version.name,
        counts: counts
    )
    return ModelUsage(record, isDeleted: false, hourlyDollars: 4)
}

private func unit(_ number: Int, _ state: String) -> ListedUnit {
    ListedUnit(number: number, state: state, threads: 1, memoryBytes: nil, process: nil, answered: 0)
}

private func model(_ version: VersionReference) -> ListedModel {
    ListedModel(
        project: version.project,
        version: version.name,
        arn: "",
        status: "TRAINING_COMPLETED",
        mode: "on-demand",
        modeFrom: "server",
        idleSeconds: 300,
        isStarted: false,
        minimumUnits: nil,
        maximumUnits: nil,
        load: "loaded",
        units: [unit(1, "busy"), unit(2, "loading"), unit(3, "ending")],
        waiting: 4,
        asked: 1,
        memoryBytes: 90_000_000,
        secondsUntilUnload: 12,
        tagProblem: nil
    )
}

private func lines(namesVersions: Bool) -> [String] {
    let report = UsageReport(
        hourlyDollars: 4,
        hourlyDollarsDate: "2026-11-28",
        months: [
            usage(bears, "2026-11", cold: 1, warm: 5), usage(wolves, "2026-11", cold: 2, warm: 0),
            usage(bears, "2026-10", cold: 1, warm: 1),
        ]
    )
    let memory = ServingMemory(usedBytes: 180, limitBytes: 500, waitingLoads: 1, evictions: 6)
    var text = PrometheusText()
    ModelMetrics(
        models: [model(bears), model(wolves)],
        usage: report,
        memory: memory,
        namesVersions: namesVersions
    ).write(to: &text)
    return text.lines
}

@Test func `metrics sum what a version did in all months`() {
    let lines = lines(namesVersions: true)
    let labels = #"project="bearcam",version="first""#
    #expect(lines.contains(#"katmai_detections_total{\#(labels),outcome="cold"} 2"#))
    #expect(lines.contains(#"katmai_detections_total{\#(labels),outcome="warm"} 6"#))
    #expect(lines.contains(#"katmai_detections_total{\#(labels),outcome="failed"} 2"#))
    #expect(lines.contains("katmai_model_loads_total{\(labels)} 2"))
    #expect(lines.contains("katmai_model_busy_seconds_total{\(labels)} 3.0"))
    #expect(lines.contains("katmai_model_units{\(labels)} 1"))
    #expect(lines.contains("katmai_model_waiting_requests{\(labels)} 4"))
    #expect(lines.contains("katmai_model_resident_bytes{\(labels)} 90000000"))
    #expect(lines.contains("katmai_models_memory_limit_bytes 500"))
    #expect(lines.contains("katmai_models_evictions_total 6"))
}

@Test func `buckets of a histogram go up to all`() {
    let labels = #"project="bearcam",version="first",start="warm""#
    let prefix = #"katmai_detection_seconds_bucket{\#(labels),le="#
    let counts = lines(namesVersions: true).filter { $0.hasPrefix(prefix) }
        .compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    #expect(counts.count > 10)
    #expect(counts == counts.sorted())
    #expect(counts.first == 0 && counts.last == 6)
    #expect(lines(namesVersions: true).contains("katmai_detection_seconds_count{\(labels)} 6"))
}

@Test func `without names all versions are one`() {
    let lines = lines(namesVersions: false)
    #expect(!lines.contains { $0.contains("bearcam") || $0.contains("wolves") })
    #expect(lines.contains(#"katmai_detections_total{outcome="cold"} 4"#))
    #expect(lines.contains("katmai_model_waiting_requests 8"))
}
