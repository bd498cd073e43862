import Foundation
import Synchronization

/// A program, run as its user runs it: by its command line.
struct Program: Sendable {
    /// What a program left when it ended.
    struct Ending: Sendable {
        /// The exit code; 128 and the number of the signal for a program ended by one, as a shell counts.
        let code: Int32
        let output: String
        let errors: String
    }

    /// The folder of Katmai's release programs: KATMAI_PROGRAMS, or `.build/release` of the package around this file.
    static let folder: URL =
        if let named = ProcessInfo.processInfo.environment["KATMAI_PROGRAMS"] {
            URL(filePath: named, directoryHint: .isDirectory)
        } else {
            URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: ".build/release")
        }

    static let katmai = Program(executable: folder.appending(path: "katmai"))
    static let trainer = Program(executable: folder.appending(path: "katmai-trainer"))

    /// Whether all of Katmai's programs are there.
    static let areBuilt = ["katmai", "katmai-trainer", "katmai-worker"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: folder.appending(path: $0).path)
    }

    let executable: URL

    /// Runs the program to its end; a test that is cancelled, by its time limit for one, kills it.
    ///
    /// `folder` is the working directory, and the place of the program's caches; `input` the file on its standard
    /// input. `onLine` gets each line of standard output as it comes, and the process's number.
    func run(
        _ arguments: [String],
        in folder: URL,
        input: URL? = nil,
        onLine: @escaping @Sendable (String, pid_t) -> Void = { _, _ in }
    ) async throws -> Ending {
        let child = Child()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Reading from the program blocks, which is not for the threads that tasks share.
                Thread.detachNewThread {
                    continuation.resume(
                        with: Result { try follow(child, arguments, in: folder, input: input, onLine) }
                    )
                }
            }
        } onCancel: {
            child.kill()
        }
    }

    private func follow(
        _ child: Child,
        _ arguments: [String],
        in folder: URL,
        input: URL?,
        _ onLine: (String, pid_t) -> Void
    ) throws -> Ending {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["XDG_CACHE_HOME": folder.appending(path: "cache").path]
        ) { $1 }
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        // A file takes what comes while only the output is read; a second pipe could fill up and stop the program.
        let errors = folder.appending(path: "errors-\(UUID().uuidString)")
        try Data().write(to: errors)
        process.standardError = try FileHandle(forWritingTo: errors)
        Self.allowSignals()
        try process.run()
        child.began(process.processIdentifier)
        let printed = Self.lines(of: output.fileHandleForReading) { onLine($0, process.processIdentifier) }
        process.waitUntilExit()
        child.ended()
        defer { try? FileManager.default.removeItem(at: errors) }  // Its folder goes away with the test.
        return Ending(
            code: process.terminationStatus + (process.terminationReason == .exit ? 0 : 128),
            output: printed,
            errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self)
        )
    }

    /// Lets signals through on this thread.
    ///
    /// Threads that tasks share block them all, a thread begun by one of those too, and a program inherits that.
    private static func allowSignals() {
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
    }

    /// All that comes from a pipe, each line handed over once it is whole.
    private static func lines(of pipe: FileHandle, _ onLine: (String) -> Void) -> String {
        var all = Data()
        var lineStart = 0
        while case let piece = pipe.availableData, !piece.isEmpty {
            all.append(piece)
            while let end = all[lineStart...].firstIndex(of: UInt8(ascii: "\n")) {
                onLine(String(decoding: all[lineStart..<end], as: UTF8.self))
                lineStart = end + 1
            }
        }
        return String(decoding: all, as: UTF8.self)
    }
}

/// A process that another task may kill while it runs.
private final class Child: Sendable {
    private let process = Mutex<(id: pid_t?, isUnwanted: Bool)>((nil, false))

    func began(_ id: pid_t) {
        process.withLock {
            $0.id = id
            if $0.isUnwanted { _ = Foundation.kill(id, SIGKILL) }
        }
    }

    /// The number may now be another process's.
    func ended() {
        process.withLock { $0.id = nil }
    }

    func kill() {
        process.withLock {
            $0.isUnwanted = true
            if let id = $0.id { _ = Foundation.kill(id, SIGKILL) }
        }
    }
}
