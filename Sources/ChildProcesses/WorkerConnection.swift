import FoundationEssentials
import InferenceUnits
import Subprocess

/// A worker's standard streams, spoken over in frames.
final class WorkerConnection {
    /// The worker is lost.
    enum Failure: Error {
        /// Its streams closed before it answered.
        case closed
        case protocolBroken(String)
    }

    private let input: StandardInputWriter
    private var output: SubprocessOutputSequence.Iterator
    private var decoder = FrameDecoder()
    private var state = UnitState.loading

    init(input: StandardInputWriter, output: SubprocessOutputSequence.Iterator) {
        self.input = input
        self.output = output
    }

    /// Waits for the worker's first message.
    func start() async throws -> WorkerReady {
        switch try await nextMessage() {
        case .ready(let ready):
            try advance(.loaded)
            return ready
        case .refused(let reason):
            try advance(.refused(reason))
            throw WorkerError.refused(reason: reason)
        case .answer(let answer):
            throw Failure.protocolBroken("answer \(answer.id) before it was ready")
        }
    }

    /// Sends a request and waits for its answer.
    func ask(_ request: InferenceRequest, image: Data) async throws -> InferenceAnswer.Outcome {
        try advance(.asked(request: request.id))
        let frame = try Frame(request, image: image)
        try await send(frame.head)
        try await send(frame.payload)
        guard case .answer(let answer) = try await nextMessage() else {
            throw Failure.protocolBroken("no answer to request \(request.id)")
        }
        try advance(.answered(request: answer.id))
        return answer.outcome
    }

    /// Tells the worker to end.
    func close() async {
        // A unit that has ended stays as it is, and a stream that is closed already is what is wanted.
        try? advance(.stopped)
        try? await input.finish()
    }

    private func send(_ bytes: Data) async throws {
        let written: Int
        do {
            written = try await input.write(bytes)
        } catch {
            throw Failure.closed
        }
        // Subprocess writes less only when the child is gone.
        guard written == bytes.count else { throw Failure.closed }
    }

    private func nextMessage() async throws -> WorkerMessage {
        do {
            while true {
                if let frame = try decoder.next() { return try frame.message() }
                guard let piece = try await output.next(isolation: nil) else { break }
                piece.withUnsafeBytes { decoder.append($0) }
            }
        } catch let error as SubprocessError {
            throw Failure.protocolBroken("its output cannot be read: \(error)")
        } catch {
            throw Failure.protocolBroken("\(error)")
        }
        try advance(.closed)
        throw Failure.closed
    }

    private func advance(_ event: UnitState.Event) throws {
        do {
            state = try state.after(event)
        } catch {
            throw Failure.protocolBroken("\(error)")
        }
    }
}
