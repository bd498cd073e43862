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
package struct ImageDetections: Hashable, Sendable {
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

extension ImageDetections: Codable {
    private enum CodingKeys: String, CodingKey {
        case size
        case labels
        /// Six numbers a detection: the label's place among `labels`, confidence, left, top, width, height.
        case detections
        case timings
    }

    private static let width = 6

    /// Flat, since fifty objects of named numbers take half a millisecond on either side, which somebody waits for.
    package func encode(to encoder: any Encoder) throws {
        var labels: [String] = []
        var numbers: [Double] = []
        numbers.reserveCapacity(detections.count * Self.width)
        for detection in detections {
            let place = labels.firstIndex(of: detection.label) ?? labels.count
            if place == labels.count { labels.append(detection.label) }
            let box = detection.box
            numbers += [Double(place), detection.confidence, box.left, box.top, box.width, box.height]
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(size, forKey: .size)
        try container.encode(labels, forKey: .labels)
        try container.encode(numbers, forKey: .detections)
        try container.encode(timings, forKey: .timings)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let labels = try container.decode([String].self, forKey: .labels)
        let numbers = try container.decode([Double].self, forKey: .detections)
        size = try container.decode(ImageSize.self, forKey: .size)
        timings = try container.decode(InferenceTimings.self, forKey: .timings)
        detections = try stride(from: 0, to: numbers.count, by: Self.width).map { start in
            guard start + Self.width <= numbers.count, let place = Int(exactly: numbers[start]),
                labels.indices.contains(place)
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: .detections,
                    in: container,
                    debugDescription: "number \(start) begins no detection with one of \(labels.count) labels"
                )
            }
            return Detection(
                label: labels[place],
                confidence: numbers[start + 1],
                box: Box(
                    left: numbers[start + 2],
                    top: numbers[start + 3],
                    width: numbers[start + 4],
                    height: numbers[start + 5]
                )
            )
        }
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
