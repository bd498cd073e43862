package import FoundationEssentials
package import ModelBundles

/// The first frame of a worker: its model is loaded and it takes requests.
package struct WorkerReady: Hashable, Sendable, Codable {
    /// In the order of the model.
    package var labels: [String]
    /// The engine's name and version.
    package var engine: String
    package var precision: Precision
    /// Threads that the engine computes with.
    package var threads: Int
    package var timings: LoadTimings

    package init(labels: [String], engine: String, precision: Precision, threads: Int, timings: LoadTimings) {
        self.labels = labels
        self.engine = engine
        self.precision = precision
        self.threads = threads
        self.timings = timings
    }
}

/// Where the time of loading a model went, in milliseconds.
package struct LoadTimings: Hashable, Sendable, Codable {
    /// Checking the graph's digest.
    package var verify: Double
    /// Starting the engine and compiling the graph, or fetching it compiled from the cache.
    package var compile: Double
    /// Whether it came from the cache.
    package var fromCache: Bool

    package init(verify: Double, compile: Double, fromCache: Bool) {
        self.verify = verify
        self.compile = compile
        self.fromCache = fromCache
    }

    private enum CodingKeys: String, CodingKey {
        case verify
        case compile
        case fromCache = "from_cache"
    }
}

/// The header of every frame that a worker sends.
package enum WorkerMessage: Hashable, Sendable, Codable {
    case ready(WorkerReady)
    /// The model cannot be loaded; the worker ends after this.
    case refused(String)
    case answer(InferenceAnswer)
}

extension Frame {
    /// A request with its image.
    package init(_ request: InferenceRequest, image: Data) throws {
        self.init(header: try JSONEncoder().encode(request), payload: image)
    }

    /// A worker's message.
    package init(_ message: WorkerMessage) throws {
        self.init(header: try JSONEncoder().encode(message))
    }

    /// Reads the header as a request.
    package func request() throws -> InferenceRequest {
        try JSONDecoder().decode(InferenceRequest.self, from: header)
    }

    /// Reads the header as a worker's message.
    package func message() throws -> WorkerMessage {
        try JSONDecoder().decode(WorkerMessage.self, from: header)
    }
}
