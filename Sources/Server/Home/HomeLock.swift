import Foundation

/// Holds a home for one process; the system lets go of it when that ends, however it ends.
final class HomeLock: Sendable {
    /// Another process holds the home.
    struct InUse: Error, Hashable, Sendable, CustomStringConvertible {
        let home: String
        /// Its number; nil where it has not written it yet.
        let process: String?

        var description: String {
            "\(home) is in use by another Katmai" + (process.map { " (process \($0))" } ?? "")
        }
    }

    private let descriptor: Int32

    /// Takes a home that is there, without waiting for it.
    ///
    /// - Throws: `InUse`, or the system's error when the lock's file cannot be made.
    init(_ home: URL) throws {
        let path = home.appending(path: "lock").path
        descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // Only for the message: without the number it says enough.
            let holder = try? String(contentsOfFile: path, encoding: .utf8)
            close(descriptor)
            throw InUse(home: home.path, process: holder.flatMap { $0.isEmpty ? nil : $0 })
        }
        let number = "\(getpid())"
        guard ftruncate(descriptor, 0) == 0, write(descriptor, number, number.utf8.count) == number.utf8.count
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    deinit { close(descriptor) }
}
