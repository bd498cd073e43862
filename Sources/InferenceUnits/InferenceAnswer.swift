package import Annotations

/// What a worker says to one request.
package struct InferenceAnswer: Hashable, Sendable, Codable {
    /// The id in the answer to a frame that is no request.
    package static let unknownRequest = -1

    /// The request's id.
    package var id: Int
    package var outcome: Outcome

    package init(id: Int, outcome: Outcome) {
        self.id = id
        self.outcome = outcome
    }

    /// A worker goes on after either.
    package enum Outcome: Hashable, Sendable, Codable {
        case found(ImageDetections)
        case failed(InferenceFailure)
    }
}

/// What was found in one image.
package struct ImageDetections: Hashable, Sendable, Codable {
    /// The image's size after its orientation has been applied: what the boxes refer to.
    package var size: ImageSize
    /// Highest confidence first.
    package var detections: [Detection]
    package var timings: InferenceTimings

    package init(size: ImageSize, detections: [Detection], timings: InferenceTimings) {
        self.size = size
        self.detections = detections
        self.timings = timings
    }
}

/// Where the time of one image went, in milliseconds.
package struct InferenceTimings: Hashable, Sendable, Codable {
    /// From the file's bytes to pixels.
    package var decode: Double
    /// From pixels to the model's input.
    package var letterbox: Double
    package var engine: Double
    /// From the model's raw boxes and scores to detections.
    package var suppression: Double

    package init(decode: Double = 0, letterbox: Double = 0, engine: Double = 0, suppression: Double = 0) {
        self.decode = decode
        self.letterbox = letterbox
        self.engine = engine
        self.suppression = suppression
    }

    /// Milliseconds of all four together.
    package var total: Double { decode + letterbox + engine + suppression }
}

/// Why one request has no detections.
package struct InferenceFailure: Error, Hashable, Sendable, Codable {
    /// What a caller can act on.
    package enum Code: String, Sendable, Codable {
        /// The bytes are not an image that can be read.
        case badImage = "bad_image"
        /// The frame's header is not a request.
        case badRequest = "bad_request"
        case deadlinePassed = "deadline_passed"
        /// The engine refused; another image may work.
        case engineFailed = "engine_failed"
    }

    package var code: Code
    /// A sentence that names the image.
    package var message: String

    package init(code: Code, message: String) {
        self.code = code
        self.message = message
    }
}

extension InferenceFailure: CustomStringConvertible {
    package var description: String { message }
}
