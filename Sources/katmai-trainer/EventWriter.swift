import Foundation
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

    func write(_ event: TrainingEvent) throws {
        try output.write(contentsOf: encoder.encode(event) + Data("\n".utf8))
    }
}
