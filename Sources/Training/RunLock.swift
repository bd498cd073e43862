import Foundation
import TrainingRuns

/// Holds a run folder for one trainer; the system lets go of it when the process ends, however it ends.
struct RunLock {
    private let descriptor: Int32

    init(_ folder: RunFolder) throws {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        descriptor = open(folder.lock.path, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw TrainingError.runInUse(path: folder.url.path)
        }
    }

    /// Lets the next trainer in.
    func release() { close(descriptor) }
}
