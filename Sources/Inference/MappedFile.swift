import Glibc

/// A file's bytes as memory, as long as this object lives.
final class MappedFile {
    let bytes: UnsafePointer<CChar>
    let count: Int

    /// Nil when there is no such file.
    init?(_ path: String) throws(CacheFileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw CacheFileError(path: path, code: errno)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw CacheFileError(path: path, code: errno) }
        count = Int(status.st_size)
        // Written by nobody: a cached file is only ever replaced by another, and the old one stays with who mapped it.
        let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let memory, memory != MAP_FAILED else { throw CacheFileError(path: path, code: errno) }
        bytes = UnsafePointer(memory.assumingMemoryBound(to: CChar.self))
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes), count)
    }
}

/// A cached file that cannot be used.
struct CacheFileError: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    var description: String { "\(path): \(String(cString: strerror(code)))" }
}
