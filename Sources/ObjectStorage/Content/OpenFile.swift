import Foundation
import Glibc

/// A file's descriptor, closed when nobody holds it any more.
///
/// All calls block.
final class OpenFile: Sendable {
    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A new file, that must not be there yet and that its owner alone may read.
    static func create(_ path: String) throws -> OpenFile {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure.make("create", path) }
        return OpenFile(path: path, descriptor: descriptor)
    }

    /// A file to read; nil when there is none.
    static func open(_ path: String) throws -> OpenFile? {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileFailure.make("open", path)
        }
        return OpenFile(path: path, descriptor: descriptor)
    }

    /// Writes all of the bytes behind what was written before.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var left = bytes
        while !left.isEmpty {
            let count = Glibc.write(descriptor, left.baseAddress, left.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure.make("write", path)
            }
            left = UnsafeRawBufferPointer(rebasing: left[count...])
        }
    }

    /// Reads up to as many bytes as fit; fewer only at the end.
    func read(into space: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var filled = 0
        while filled < space.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: space[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
            if count < 0 {
                if errno == EINTR { continue }
                throw FileFailure.make("read", path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The length in bytes.
    func size() throws -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFailure.make("look at", path) }
        return Int64(status.st_size)
    }

    /// Waits until what was written is on the disk.
    func synchronise() throws {
        guard fsync(descriptor) == 0 else { throw FileFailure.make("synchronise", path) }
    }

    /// Waits until a folder's entries are on the disk.
    static func synchronise(folder path: String) throws {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure.make("open", path) }
        try OpenFile(path: path, descriptor: descriptor).synchronise()
    }
}

/// The system's errors about files, as this module's.
enum FileFailure {
    /// For the call that has just failed and set `errno`.
    static func make(_ operation: String, _ path: String) -> ObjectStorageError {
        let code = errno
        if code == ENOSPC || code == EDQUOT { return .full(path: path) }
        return .fileFailed(operation: operation, path: path, reason: String(cString: strerror(code)))
    }
}
