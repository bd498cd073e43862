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
    func text(trainings: [RunStatus: Int]) -> String {
        let state = state.withLock { $0 }
        var lines = [
            "# HELP katmai_build_info The version that runs.",
            "# TYPE katmai_build_info gauge",
            "katmai_build_info{version=\"\(ProductVersion.current)\"} 1",
            "# HELP katmai_requests_total Requests answered, by service and HTTP status.",
            "# TYPE katmai_requests_total counter",
        ]
        for (series, count) in state.counts.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "katmai_requests_total{service=\"\(series.service)\",code=\"\(series.code)\"} \(count)"
            )
        }
        lines += [
            "# HELP katmai_request_seconds_total Seconds until answers began, by service.",
            "# TYPE katmai_request_seconds_total counter",
        ]
        for (service, seconds) in state.seconds.sorted(by: { $0.key < $1.key }) {
            lines.append("katmai_request_seconds_total{service=\"\(service)\"} \(seconds)")
        }
        lines += [
            "# HELP katmai_requests_in_flight Requests being answered.",
            "# TYPE katmai_requests_in_flight gauge",
            "katmai_requests_in_flight \(state.inFlight)",
            "# HELP katmai_trainings Of the newest thousand trainings, by status.",
            "# TYPE katmai_trainings gauge",
        ]
        for (status, count) in trainings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            lines.append("katmai_trainings{status=\"\(status.rawValue)\"} \(count)")
        }
        lines += [
            "# HELP process_start_time_seconds When the server was started, since 1970.",
            "# TYPE process_start_time_seconds gauge",
            "process_start_time_seconds \(started.timeIntervalSince1970)",
        ]
        if let bytes = Self.residentBytes() {
            lines += [
                "# HELP process_resident_memory_bytes Memory that the server occupies, without trainers and workers.",
                "# TYPE process_resident_memory_bytes gauge",
                "process_resident_memory_bytes \(bytes)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Nil where the system does not say.
    private static func residentBytes() -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }
}
