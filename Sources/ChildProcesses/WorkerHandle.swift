import Glibc
import Synchronization

/// A hold on a worker for those who do not speak with it: looks at its memory and ends it, whatever it is doing.
package final class WorkerHandle: Sendable {
    private struct State {
        /// From its start until it is about to be reaped, when the number may become another process's.
        var process: Int32?
        var isKilled = false
    }

    private let state = Mutex(State())

    /// A hold on a worker that is yet to be started.
    package init() {}

    /// The system's number of the process; nil before it is there and after it is gone.
    package var processIdentifier: Int32? { state.withLock { $0.process } }

    /// Ends the worker at once; one that is not there yet ends as soon as it is.
    package func kill() {
        state.withLock { state in
            state.isKilled = true
            if let process = state.process { _ = Glibc.kill(process, SIGKILL) }
        }
    }

    /// The bytes of memory that the worker holds; 0 when it has died and nobody has noticed, nil when it is not there.
    package var residentBytes: Int64? {
        state.withLock { state in state.process.flatMap { Self.residentBytes(of: $0) } }
    }

    func opened(_ process: Int32) {
        state.withLock { state in
            state.process = process
            if state.isKilled { _ = Glibc.kill(process, SIGKILL) }
        }
    }

    func closed() {
        state.withLock { $0.process = nil }
    }

    /// The second number in `/proc/<process>/statm`, in pages.
    private static func residentBytes(of process: Int32) -> Int64? {
        let descriptor = open("/proc/\(process)/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { _ = close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let fields = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
