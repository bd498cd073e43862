/// Why a worker gives no answer.
package enum WorkerError: Error, Equatable {
    /// The worker program is not where it should be.
    case noProgram(path: String)
    /// The system would not start it.
    case notStarted(path: String, reason: String)
    /// It could not load the model, for the reason it gave.
    case refused(reason: String)
    /// It ended by itself; `log` is the end of what it wrote on standard error.
    case ended(how: Ending, log: String)
    /// It sent what the protocol does not allow.
    case protocolBroken(problem: String, log: String)

    /// How a process ended.
    package enum Ending: Hashable, Sendable {
        case exited(code: Int32)
        case killed(signal: Int32)
    }
}

extension WorkerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noProgram(let path):
            "the worker program \(path) is not there or may not be run; "
                + "it lies beside katmai, or where KATMAI_WORKER says"
        case .notStarted(let path, let reason):
            "\(path) could not be started: \(reason)"
        case .refused(let reason):
            reason
        case .ended(.exited(let code), let log):
            "the worker ended with code \(code)" + Self.quote(log)
        case .ended(.killed(let signal), let log):
            "the worker was ended by signal \(signal)" + Self.quote(log)
        case .protocolBroken(let problem, let log):
            "the worker sent what was not expected: \(problem)" + Self.quote(log)
        }
    }

    private static func quote(_ log: String) -> String {
        guard !log.isEmpty else { return "" }
        let lines = log.split(separator: "\n", omittingEmptySubsequences: false).suffix(10)
        return "; its last words:\n" + lines.joined(separator: "\n")
    }
}
