import Foundation

/// Holds a run folder for one process; the system lets go of it when that ends, however it ends.
package struct RunLock {
    /// Another process holds the folder.
    package struct InUse: Error, Hashable, Sendable, CustomStringConvertible {
        let path: String

        package var description: String { "another training is at work in \(path)" }
    }

    private let descriptor: Int32

    /// Takes the folder, which is made where it is not there, without waiting for it.
    ///
    /// - Throws: `InUse`, or the system's error when the lock's file cannot be made.
    package init(_ folder: RunFolder) throws {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        descriptor = open(folder.lock.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw InUse(path: folder.url.path)
        }
    }

    /// Lets the next one in.
    package func release() { close(descriptor) }
}
