import ChildProcesses
import Foundation
import InferenceUnits
import Synchronization

/// One worker with a version's model, kept until it is told to stop and started again when it dies.
///
/// Questions wait for their turn. A worker that dies costs the question it was asked a second try.
final class ModelUnit: Sendable {
    /// Why a question has no answer.
    enum Failure: Error {
        /// Too many others wait.
        case overloaded
        case stopped
    }

    private struct Question: Sendable {
        let request: InferenceRequest
        let image: Data
        let answer: CheckedContinuation<InferenceAnswer.Outcome, any Error>
    }

    private enum Readiness {
        case waiting([CheckedContinuation<Void, any Error>])
        case ready
        case ended(any Error)
    }

    /// How the work of one worker ended.
    private enum End {
        /// There are no more questions.
        case finished
        /// It was lost over a question.
        case lost(Question, any Error)
        /// It was lost over nothing, or never came to life.
        case failed(any Error)
    }

    private let questions: AsyncStream<Question>.Continuation
    private let readiness = Mutex(Readiness.waiting([]))
    private let requests = Mutex(0)
    private let work = Mutex<Task<Void, Never>?>(nil)

    /// Starts a worker; `waiting` questions are the most that may wait.
    init(_ launch: WorkerLaunch, waiting: Int) {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Question.self,
            bufferingPolicy: .bufferingOldest(waiting)
        )
        questions = continuation
        // Lives as long as the unit, beyond the request that started it.
        let task = Task { await self.run(launch, stream) }
        work.withLock { $0 = task }
    }

    /// Whether the unit has ended by itself.
    var hasFailed: Bool {
        readiness.withLock { readiness in
            if case .ended = readiness { true } else { false }
        }
    }

    /// Returns when the model is loaded; throws the `WorkerError` where it cannot be.
    func waitUntilReady() async throws {
        try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Void, any Error>) in
            let known: Result<Void, any Error>? = readiness.withLock { readiness in
                switch readiness {
                case .waiting(let others):
                    readiness = .waiting(others + [waiter])
                    return nil
                case .ready: return .success(())
                case .ended(let error): return .failure(error)
                }
            }
            if let known { waiter.resume(with: known) }
        }
    }

    /// Asks for the objects in an image.
    ///
    /// Throws a `Failure`, or the `WorkerError` of a worker that died twice over this.
    func detect(
        _ image: Data,
        minimumConfidence: Double?,
        maximumResults: Int?
    ) async throws -> InferenceAnswer.Outcome {
        let id = requests.withLock { count in
            count += 1
            return count
        }
        let request = InferenceRequest(
            id: id,
            image: "the image",
            minimumConfidence: minimumConfidence,
            maximumResults: maximumResults
        )
        return try await withCheckedThrowingContinuation { answer in
            switch questions.yield(Question(request: request, image: image, answer: answer)) {
            case .enqueued: break
            case .dropped: answer.resume(throwing: Failure.overloaded)
            default: answer.resume(throwing: Failure.stopped)
            }
        }
    }

    /// Answers what waits, and ends the worker.
    func stop() async {
        questions.finish()
        if let task = work.withLock({ $0 }) { await task.value }
    }

    private func run(_ launch: WorkerLaunch, _ stream: AsyncStream<Question>) async {
        var again: Question?
        while true {
            switch await serve(launch, stream, first: again) {
            case .finished: return settle(to: .ended(Failure.stopped), .failure(Failure.stopped))
            case .lost(let question, let error):
                if question.request.id == again?.request.id {
                    question.answer.resume(throwing: error)
                    again = nil
                } else {
                    again = question
                }
            case .failed(let error):
                settle(to: .ended(error), .failure(error))
                questions.finish()
                for await question in stream { question.answer.resume(throwing: error) }
                return
            }
        }
    }

    /// Runs one worker until there are no more questions, or until it is lost.
    private func serve(
        _ launch: WorkerLaunch,
        _ stream: AsyncStream<Question>,
        first: Question?
    ) async -> End {
        var open = first
        do {
            try await WorkerProcess.run(launch) { worker in
                settle(to: .ready, .success(()))
                if let first {
                    let outcome = try await worker.detect(first.request, image: first.image)
                    open = nil
                    first.answer.resume(returning: outcome)
                }
                for await question in stream {
                    open = question
                    let outcome = try await worker.detect(question.request, image: question.image)
                    open = nil
                    question.answer.resume(returning: outcome)
                }
            }
            return .finished
        } catch {
            guard let open else { return .failed(error) }
            return .lost(open, error)
        }
    }

    private func settle(to state: Readiness, _ result: Result<Void, any Error>) {
        let waiters: [CheckedContinuation<Void, any Error>] = readiness.withLock { readiness in
            defer { readiness = state }
            if case .waiting(let waiters) = readiness { return waiters }
            return []
        }
        for waiter in waiters { waiter.resume(with: result) }
    }
}
