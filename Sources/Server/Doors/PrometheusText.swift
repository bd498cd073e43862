/// Prometheus' text format, version 0.0.4, as it is written.
///
/// What Katmai counts lies in the catalog and with the models; it is read when it is asked for, so that no second count goes
/// on beside it.
struct PrometheusText {
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    private(set) var lines: [String] = []

    /// All lines.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// Begins a metric; its samples follow.
    mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
        lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(kind.rawValue)"]
    }

    /// A sample of the metric that was begun last, with its labels' names and values.
    ///
    /// Values are names, numbers and the like, in which nothing needs an escape.
    mutating func sample(
        _ name: String,
        _ labels: [(String, String)],
        _ value: some CustomStringConvertible
    ) {
        let pairs = labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
        lines.append(pairs.isEmpty ? "\(name) \(value)" : "\(name){\(pairs)} \(value)")
    }

    /// A metric of one sample without labels.
    mutating func single(
        _ name: String,
        _ kind: Kind,
        _ help: String,
        _ value: some CustomStringConvertible
    ) {
        begin(name, kind, help)
        sample(name, [], value)
    }
}
