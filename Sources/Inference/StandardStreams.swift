import Glibc

/// A worker's standard streams, kept clean of what libraries print.
package enum StandardStreams {
    /// Moves standard output aside and points descriptor 1 at standard error.
    ///
    /// Returns the descriptor on which frames now go out; a library that prints ends up in the log. Call it before
    /// anything else runs.
    package static func takeOutput() throws(StreamFailure) -> Int32 {
        let output = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        guard output >= 0 else { throw StreamFailure(doing: "moving standard output aside") }
        guard dup2(STDERR_FILENO, STDOUT_FILENO) >= 0 else {
            throw StreamFailure(doing: "pointing standard output at standard error")
        }
        return output
    }

    /// Writes a line for people to standard error.
    package static func note(_ line: String) {
        var line = line + "\n"
        // Where nobody reads the log any more there is nobody to tell.
        line.withUTF8 { try? write(UnsafeRawBufferPointer($0), to: STDERR_FILENO) }
    }

    /// Writes all bytes, waiting where the reader is slow.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(StreamFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw StreamFailure(doing: "writing")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Waits for bytes; returns how many came, 0 at the end.
    static func read(
        from descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(StreamFailure) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw StreamFailure(doing: "reading") }
        }
    }
}

/// A standard stream that cannot be used.
package struct StreamFailure: Error, CustomStringConvertible {
    let action: String
    let code: Int32

    /// Takes the reason from `errno`.
    init(doing action: String) {
        self.action = action
        code = errno
    }

    package var description: String { "\(action): \(String(cString: strerror(code)))" }
}
