package import FoundationEssentials
import Glibc
package import InferenceUnits
import Subprocess
import SystemPackage

/// A running worker: one inference unit, for as long as the body of `run` lasts.
///
/// It answers one request at a time and belongs to one task.
package final class WorkerProcess {
    /// What the worker said when its model was loaded.
    package let ready: WorkerReady
    /// The system's number of the process.
    package let processIdentifier: Int32
    private let connection: WorkerConnection

    private init(ready: WorkerReady, processIdentifier: Int32, connection: WorkerConnection) {
        self.ready = ready
        self.processIdentifier = processIdentifier
        self.connection = connection
    }

    /// Asks for the objects in an image, given as its file's bytes.
    ///
    /// What is wrong with this one image is in the answer. What is thrown means that the worker is lost: let it leave the
    /// body, and `run` throws the `WorkerError` that says how the worker ended.
    package func detect(_ request: InferenceRequest, image: Data) async throws -> InferenceAnswer.Outcome {
        try await connection.ask(request, image: image)
    }

    /// Starts a worker, waits until its model is loaded, runs the body with it, and ends it.
    ///
    /// The worker has a session of its own, so Ctrl-C at the terminal reaches only this process; it ends when its
    /// standard input closes, however this process ends. SIGPIPE is ignored from here on: a worker that dies is an error,
    /// not the end of this process. Others hold on to the worker by `handle`. Throws a `WorkerError`, or what the body
    /// throws.
    package static func run<Output: Sendable>(
        _ launch: WorkerLaunch,
        handle: WorkerHandle = WorkerHandle(),
        body: (WorkerProcess) async throws -> Output
    ) async throws -> Output {
        signal(SIGPIPE, SIG_IGN)
        let program = try launch.program().path(percentEncoded: false)
        var options = PlatformOptions()
        options.createSession = true
        let configuration = Configuration(
            executable: .path(FilePath(program)),
            arguments: Arguments(launch.arguments),
            platformOptions: options
        )
        let log = LogTail()
        do {
            let run = try await Subprocess.run(
                configuration,
                input: .inputWriter,
                output: .sequence,
                error: .sequence
            ) { execution in
                handle.opened(execution.processIdentifier.value)
                // The process is reaped after this.
                defer { handle.closed() }
                let connection = WorkerConnection(
                    input: execution.standardInputWriter,
                    output: execution.standardOutput.makeAsyncIterator()
                )
                return await withTaskGroup(of: Void.self) { group in
                    let errors = execution.standardError
                    group.addTask { await drain(errors, into: log) }
                    let result = await outcome(
                        of: body,
                        in: execution.processIdentifier.value,
                        over: connection
                    )
                    await connection.close()
                    await group.waitForAll()
                    return result
                }
            }
            return try value(of: run.closureResult, status: run.terminationStatus, log: log.text)
        } catch let error as SubprocessError {
            throw WorkerError.notStarted(path: program, reason: "\(error)")
        }
    }

    /// Waits for the model, runs the body and keeps what it gives or throws: the process must end before that is judged.
    private static func outcome<Output: Sendable>(
        of body: (WorkerProcess) async throws -> Output,
        in process: Int32,
        over connection: WorkerConnection
    ) async -> Result<Output, any Error> {
        do {
            let worker = WorkerProcess(
                ready: try await connection.start(),
                processIdentifier: process,
                connection: connection
            )
            return .success(try await body(worker))
        } catch {
            return .failure(error)
        }
    }

    private static func value<Output>(
        of result: Result<Output, any Error>,
        status: TerminationStatus,
        log: String
    ) throws -> Output {
        do {
            return try result.get()
        } catch WorkerConnection.Failure.closed {
            switch status {
            case .exited(let code): throw WorkerError.ended(how: .exited(code: code), log: log)
            case .signaled(let signal): throw WorkerError.ended(how: .killed(signal: signal), log: log)
            }
        } catch WorkerConnection.Failure.protocolBroken(let problem) {
            throw WorkerError.protocolBroken(problem: problem, log: log)
        }
    }

    private static func drain(_ errors: SubprocessOutputSequence, into log: LogTail) async {
        do {
            for try await piece in errors { log.append(piece.withUnsafeBytes { Array($0) }) }
        } catch {
            log.append(Array("\n(its standard error could not be read: \(error))".utf8))
        }
    }
}
