import Glibc

/// What a command prints: results on standard output, everything about the work on standard error.
enum Terminal {
    /// A standard stream on which nothing arrives any more.
    struct Closed: Error, CustomStringConvertible {
        let code: Int32
        var description: String { "standard output cannot be written: \(String(cString: strerror(code)))" }
    }

    /// Writes results; a reader that has gone away, like `head`, is an error.
    static func write(_ text: String) throws(Closed) {
        try write(text, to: STDOUT_FILENO)
    }

    /// Writes a line about the work.
    static func note(_ line: String) {
        // Where nobody reads standard error there is nobody to tell.
        try? write(line + "\n", to: STDERR_FILENO)
    }

    /// Whether a person watches standard error.
    static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

    static func write(_ text: String, to descriptor: Int32) throws(Closed) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Closed(code: errno)
            }
        }
    }
}
