package import FoundationEssentials
import InferenceUnits
import ModelBundles

/// The life of a worker: load one bundle, answer requests until the input closes.
package struct WorkerLoop {
    private let input: Int32
    private let output: Int32
    private let note: (String) -> Void

    /// Frames come from and go to these descriptors; `note` takes what a person may want to read.
    package init(input: Int32, output: Int32, note: @escaping (String) -> Void) {
        self.input = input
        self.output = output
        self.note = note
    }

    /// Returns when the input has closed.
    ///
    /// A bundle that cannot be loaded is told to the other side and thrown. An image that cannot be read is an answer.
    package func run(bundle folder: URL, settings: EngineSettings) throws {
        let predictor: Predictor
        do {
            let bundle = try ModelBundle.open(at: folder)
            predictor = try Predictor(bundle: bundle, settings: settings, note: note)
        } catch {
            try send(.refused("\(error)"))
            throw error
        }
        try send(.ready(predictor.ready))
        var decoder = FrameDecoder()
        while let frame = try nextFrame(&decoder) {
            try send(.answer(answer(frame, predictor)))
        }
    }

    /// Waits for a frame; nil when the input has closed.
    private func nextFrame(_ decoder: inout FrameDecoder) throws -> Frame? {
        while true {
            if let frame = try decoder.next() { return frame }
            let count = try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 1) { buffer in
                let count = try StandardStreams.read(from: input, into: buffer)
                decoder.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                return count
            }
            if count == 0 {
                try decoder.finish()
                return nil
            }
        }
    }

    private func answer(_ frame: Frame, _ predictor: Predictor) -> InferenceAnswer {
        let request: InferenceRequest
        do {
            request = try frame.request()
        } catch {
            let failure = InferenceFailure(code: .badRequest, message: "the request cannot be read: \(error)")
            return InferenceAnswer(id: InferenceAnswer.unknownRequest, outcome: .failed(failure))
        }
        if let deadline = request.deadline, deadline < Date() {
            let failure = InferenceFailure(
                code: .deadlinePassed,
                message: "\(request.image): the deadline passed before the image was looked at"
            )
            return InferenceAnswer(id: request.id, outcome: .failed(failure))
        }
        let filter = DetectionFilter(
            minimumConfidence: request.minimumConfidence,
            maximumResults: request.maximumResults
        )
        do {
            let found = try predictor.detect(frame.payload, name: request.image, filter: filter)
            return InferenceAnswer(id: request.id, outcome: .found(found))
        } catch {
            return InferenceAnswer(id: request.id, outcome: .failed(error))
        }
    }

    private func send(_ message: WorkerMessage) throws {
        let frame = try Frame(message)
        try frame.encoded.withUnsafeBytes { try StandardStreams.write($0, to: output) }
    }
}
