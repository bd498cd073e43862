import Foundation
import Glibc
import Inference
import TrainingRuns

/// Writes events as JSON lines to what standard output was at the start.
///
/// Native engines print where they like, so descriptor 1 is moved aside first and then, with descriptor 2, points to the log.
final class EventWriter {
    private let output: FileHandle
    private let encoder = JSONEncoder()

    /// Takes standard output for the events and sends whatever else is printed, errors too, to `log`.
    ///
    /// The log is created or appended to; a `CocoaError` tells when that cannot be done.
    init(log: URL) throws {
        signal(SIGPIPE, SIG_IGN)
        let file = open(log.path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0, dup2(file, STDERR_FILENO) >= 0 else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: log.path])
        }
        close(file)
        output = FileHandle(fileDescriptor: try StandardStreams.takeOutput(), closeOnDealloc: true)
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    }

    /// Throws `ReaderIsGone` when nobody reads any more.
    func write(_ event: TrainingEvent) throws {
        var line = ArraySlice(try encoder.encode(event) + Data("\n".utf8))
        while !line.isEmpty {
            let count = line.withUnsafeBytes { Glibc.write(output.fileDescriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                line.removeFirst(count)
            } else if errno == EPIPE {
                throw ReaderIsGone()
            } else if errno != EINTR {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
        }
    }

    /// Whoever started the run has ended without a word.
    struct ReaderIsGone: Error {}
}
