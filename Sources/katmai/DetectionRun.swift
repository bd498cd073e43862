import ChildProcesses
import FoundationEssentials
import InferenceUnits

/// Takes a list of images through a worker, one after the other.
///
/// A worker that crashes costs the image that it crashed on; the rest goes on with a new worker.
struct DetectionRun {
    /// What came of one image.
    struct Outcome {
        let index: Int
        let image: NamedImage
        /// The detections, or a sentence that names the image.
        let result: Result<ImageDetections, Failure>
        /// The file's bytes; nil when it could not be read.
        let bytes: Data?
        /// Whether the result says where the time went, as a worker does and a server does not.
        var isTimed = true
    }

    struct Failure: Error, CustomStringConvertible {
        /// The worker's code, or `unreadable_file`, or `worker_crashed`.
        let code: String
        let description: String
    }

    let launch: WorkerLaunch
    /// From this confidence on, 0...1; nil takes each label's own threshold.
    var minimumConfidence: Double?
    var maximumResults: Int?

    /// Hands over what came of each image, in order.
    func run(_ images: [NamedImage], each: (Outcome) throws -> Void) async throws {
        var next = 0
        while next < images.count {
            // A worker that cannot even load the model will not do better next time.
            var isLoaded = false
            do {
                try await WorkerProcess.run(launch) { worker in
                    isLoaded = true
                    while next < images.count {
                        try each(await outcome(of: images[next], index: next, worker))
                        next += 1
                    }
                }
            } catch let error as WorkerError where isLoaded {
                let name = images[next].name
                let failure = Failure(code: "worker_crashed", description: "\(name): \(error)")
                try each(Outcome(index: next, image: images[next], result: .failure(failure), bytes: nil))
                next += 1
            }
        }
    }

    private func outcome(
        of image: NamedImage,
        index: Int,
        _ worker: WorkerProcess
    ) async throws -> Outcome {
        let bytes: Data
        do {
            bytes = try image.bytes()
        } catch {
            let failure = Failure(code: "unreadable_file", description: "\(error)")
            return Outcome(index: index, image: image, result: .failure(failure), bytes: nil)
        }
        let request = InferenceRequest(
            id: index,
            image: image.name,
            minimumConfidence: minimumConfidence,
            maximumResults: maximumResults
        )
        switch try await worker.detect(request, image: bytes) {
        case .found(let found):
            return Outcome(index: index, image: image, result: .success(found), bytes: bytes)
        case .failed(let failed):
            let failure = Failure(code: failed.code.rawValue, description: failed.message)
            return Outcome(index: index, image: image, result: .failure(failure), bytes: bytes)
        }
    }
}
