import Catalog
import Foundation
import Synchronization
import TrainingRuns

/// Counts what is asked of the server, and writes it in Prometheus' text format.
final class ServerMetrics: Sendable {
    private struct Series: Hashable, Comparable {
        let service: String
        /// `aborted` where the connection ended before an answer.
        let code: String

        static func < (left: Series, right: Series) -> Bool {
            (left.service, left.code) < (right.service, right.code)
        }
    }

    private struct State {
        var inFlight = 0
        var counts: [Series: Int] = [:]
        var seconds: [String: Double] = [:]
    }

    private let state = Mutex(State())
    private let started: Date

    init(started: Date) {
        self.started = started
    }

    func requestBegan() {
        state.withLock { $0.inFlight += 1 }
    }

    /// `code` is nil where there was no answer.
    func requestEnded(_ service: String, _ code: Int?, after duration: Duration) {
        let series = Series(service: service, code: code.map { "\($0)" } ?? "aborted")
        state.withLock { state in
            state.inFlight -= 1
            state.counts[series, default: 0] += 1
            state.seconds[service, default: 0] += duration / .seconds(1)
        }
    }

    /// All metrics; `trainings` are the newest thousand, by what has become of them.
    func text(trainings: [RunStatus: Int], models: ModelMetrics? = nil) -> String {
        let state = state.withLock { $0 }
        var text = PrometheusText()
        text.begin("katmai_build_info", .gauge, "The version that runs.")
        text.sample("katmai_build_info", [("version", ProductVersion.current)], 1)
        let requests = "katmai_requests_total"
        text.begin(requests, .counter, "Requests answered, by service and HTTP status.")
        for (series, count) in state.counts.sorted(by: { $0.key < $1.key }) {
            text.sample(requests, [("service", series.service), ("code", series.code)], count)
        }
        let seconds = "katmai_request_seconds_total"
        text.begin(seconds, .counter, "Seconds until answers began, by service.")
        for (service, count) in state.seconds.sorted(by: { $0.key < $1.key }) {
            text.sample(seconds, [("service", service)], count)
        }
        text.single("katmai_requests_in_flight", .gauge, "Requests being answered.", state.inFlight)
        text.begin("katmai_trainings", .gauge, "Of the newest thousand trainings, by status.")
        for (status, count) in trainings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            text.sample("katmai_trainings", [("status", status.rawValue)], count)
        }
        models?.write(to: &text)
        text.single(
            "process_start_time_seconds",
            .gauge,
            "When the server was started, since 1970.",
            started.timeIntervalSince1970
        )
        if let bytes = Self.residentBytes() {
            text.single(
                "process_resident_memory_bytes",
                .gauge,
                "Memory that the server occupies, without trainers and workers.",
                bytes
            )
        }
        return text.text
    }

    /// Nil where the system does not say.
    private static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
