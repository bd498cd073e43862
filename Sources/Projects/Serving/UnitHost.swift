import ChildProcesses
import Foundation
import InferenceUnits

/// One worker process of a version: hands it questions and reports what becomes of it.
final class UnitHost: Sendable {
    /// What becomes of it; `ended` is the last.
    enum Event: Sendable {
        case ready
        case answered(InferenceAnswer, bytes: Int64?)
        case ended(UnitEnd)
    }

    private struct Question: Sendable {
        let request: InferenceRequest
        let image: Data
    }

    let threads: Int
    private let handle = WorkerHandle()
    private let questions: AsyncStream<Question>.Continuation

    /// Starts the worker.
    init(_ launch: WorkerLaunch, threads: Int, report: @escaping @Sendable (Event) async -> Void) {
        self.threads = threads
        let (stream, continuation) = AsyncStream.makeStream(of: Question.self)
        questions = continuation
        var launch = launch
        launch.threads = threads
        // Lives as long as the worker, beyond the request that needed it first.
        Task { [handle, launch] in
            let end = await Self.run(launch, handle, stream, report)
            await report(.ended(end))
        }
    }

    var processIdentifier: Int32? { handle.processIdentifier }

    /// 0 when it has died without a word.
    var residentBytes: Int64? { handle.residentBytes }

    /// Asks; the pool sees to it that there is one question at a time.
    func ask(_ request: InferenceRequest, image: Data) {
        questions.yield(Question(request: request, image: image))
    }

    /// Lets the worker end when it has answered.
    func end() {
        questions.finish()
    }

    /// Ends the worker at once.
    func kill() {
        handle.kill()
        questions.finish()
    }

    private static func run(
        _ launch: WorkerLaunch,
        _ handle: WorkerHandle,
        _ stream: AsyncStream<Question>,
        _ report: @escaping @Sendable (Event) async -> Void
    ) async -> UnitEnd {
        do {
            try await WorkerProcess.run(launch, handle: handle) { worker in
                await report(.ready)
                for await question in stream {
                    let outcome = try await worker.detect(question.request, image: question.image)
                    let answer = InferenceAnswer(id: question.request.id, outcome: outcome)
                    await report(.answered(answer, bytes: handle.residentBytes))
                }
            }
            return .left
        } catch let error as WorkerError {
            switch error {
            case .refused, .noProgram: return .refused(reason: error.description)
            case .notStarted, .ended, .protocolBroken: return .died(reason: error.description)
            }
        } catch {
            return .died(reason: "\(error)")
        }
    }
}
