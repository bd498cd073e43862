import FoundationEssentials
import Glibc

/// The hidden folder beside a bundle's place in which it is put together, held by a lock that dies with its process.
struct StagingFolder {
    let url: URL
    private let lock: Int32

    /// Makes the folder, or takes over and empties what a killed process left.
    static func claim(besides target: URL) throws(ModelBundleError) -> StagingFolder {
        let parent = target.deletingLastPathComponent()
        let url = parent.appending(path: ".\(target.lastPathComponent).partial")
        let name = url.path(percentEncoded: false)
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(file: name, reason: ModelBundleError.reason(error))
        }
        let lock = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw .unwritable(file: name, reason: ModelBundleError.reason()) }
        // The lock is on the folder itself: if another process has just renamed it into place, it is not this one.
        guard flock(lock, LOCK_EX | LOCK_NB) == 0, isSame(lock, name) else {
            close(lock)
            throw .beingWritten(folder: target.path(percentEncoded: false))
        }
        let staging = StagingFolder(url: url, lock: lock)
        do {
            for left in try FileManager.default.contentsOfDirectory(atPath: name) {
                try FileManager.default.removeItem(at: url.appending(path: left))
            }
        } catch {
            staging.release()
            throw .unwritable(file: name, reason: ModelBundleError.reason(error))
        }
        return staging
    }

    /// Lets others claim it.
    func release() {
        close(lock)
    }

    /// Waits until a file or folder is on the disk.
    static func synchronise(_ url: URL) throws(ModelBundleError) {
        let name = url.path(percentEncoded: false)
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unwritable(file: name, reason: ModelBundleError.reason()) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw .unwritable(file: name, reason: ModelBundleError.reason())
        }
    }

    /// Moves a folder to a place that is free.
    static func rename(_ from: URL, to place: URL) throws(ModelBundleError) {
        let name = place.path(percentEncoded: false)
        guard Glibc.rename(from.path(percentEncoded: false), name) == 0 else {
            if errno == ENOTEMPTY || errno == EEXIST { throw .alreadyExists(folder: name) }
            throw .unwritable(file: name, reason: ModelBundleError.reason())
        }
    }

    private static func isSame(_ descriptor: Int32, _ name: String) -> Bool {
        var held = stat()
        var named = stat()
        return fstat(descriptor, &held) == 0 && stat(name, &named) == 0
            && held.st_dev == named.st_dev && held.st_ino == named.st_ino
    }
}
