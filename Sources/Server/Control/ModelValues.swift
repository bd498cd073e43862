/// A version with a model as commands see it: what AWS's clients are told of it, and what Katmai holds of it.
package struct ListedModel: Hashable, Sendable, Codable {
    package let project: String
    package let version: String
    package let arn: String
    /// As AWS's clients see it: `TRAINING_COMPLETED`, `RUNNING` and so on.
    package let status: String
    /// Whether a detection loads it: `on-demand`, or `manual`.
    package let mode: String
    /// Who said so: `version`, `tag` or `server`.
    package let modeFrom: String
    /// Without a request, until it unloads, unless it was started.
    package let idleSeconds: Int
    /// Stays in memory until it is stopped.
    package let isStarted: Bool
    /// While it is started.
    package let minimumUnits: Int?
    package let maximumUnits: Int?
    /// `unloaded`, `loading`, `loaded` or `unloading`.
    package let load: String
    package let units: [ListedUnit]
    /// Requests that wait for a unit, and that a unit works on.
    package let waiting: Int
    package let asked: Int
    /// Of all its workers, as last measured.
    package let memoryBytes: Int64
    /// Nil where it does not unload by itself now.
    package let secondsUntilUnload: Double?
    /// What is wrong with the tag `katmai:serving`, which is passed over then.
    package let tagProblem: String?
}

/// One worker process as commands see it.
package struct ListedUnit: Hashable, Sendable, Codable {
    package let number: Int
    /// `loading`, `ready`, `busy` or `ending`.
    package let state: String
    package let threads: Int
    package let memoryBytes: Int64?
    package let process: Int32?
    /// Requests that it has answered.
    package let answered: Int
}

/// What is to become of a version's own way of serving; what is kept stays as it is.
package struct ServingChange: Hashable, Sendable, Codable {
    /// What is to become of one setting of a version.
    package enum Change<Value: Hashable & Sendable & Codable>: Hashable, Sendable {
        case keep
        /// The version says nothing of it any more.
        case forget
        case set(Value)
    }

    /// `on-demand` or `manual`.
    package var mode: Change<String>
    package var idleSeconds: Change<Int>

    package init(mode: Change<String>, idleSeconds: Change<Int>) {
        self.mode = mode
        self.idleSeconds = idleSeconds
    }

    private enum CodingKeys: String, CodingKey {
        case mode
        case idleSeconds
    }

    /// A member that is not there is kept, and null forgets.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mode = try container.change(of: String.self, .mode)
        idleSeconds = try container.change(of: Int.self, .idleSeconds)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(mode, .mode)
        try container.encode(idleSeconds, .idleSeconds)
    }
}

extension KeyedDecodingContainer {
    fileprivate func change<Value>(of: Value.Type, _ key: Key) throws -> ServingChange.Change<Value>
    where Value: Hashable & Sendable & Codable {
        guard contains(key) else { return .keep }
        return try decodeNil(forKey: key) ? .forget : .set(try decode(Value.self, forKey: key))
    }
}

extension KeyedEncodingContainer {
    fileprivate mutating func encode<Value>(_ change: ServingChange.Change<Value>, _ key: Key) throws
    where Value: Hashable & Sendable & Codable {
        switch change {
        case .keep: break
        case .forget: try encodeNil(forKey: key)
        case .set(let value): try encode(value, forKey: key)
        }
    }
}

/// How many units a model is started with.
struct StartOrder: Hashable, Sendable, Codable {
    let minimumUnits: Int
    /// Nil for no more than the least.
    let maximumUnits: Int?
}

/// What a running server has found in an image.
package struct ServedDetections: Hashable, Sendable, Codable {
    /// One object.
    package struct Label: Hashable, Sendable, Codable {
        package let name: String
        /// 0...100.
        package let confidence: Double
        /// Nil where the model labels whole images.
        package let box: Ratios?
    }

    /// A box, as ratios of the upright image's width and height.
    package struct Ratios: Hashable, Sendable, Codable {
        package let left: Double
        package let top: Double
        package let width: Double
        package let height: Double
    }

    /// Most confident first.
    package let labels: [Label]
}
