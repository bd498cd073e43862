extension TrainingEvent: Codable {
    private enum Kind: String, Codable {
        case started
        case progress
        case validated
        case checkpointed
        case evaluating
        case finished
        case stopped
        case failed
    }

    private enum CodingKeys: String, CodingKey {
        case event
    }

    package init(from decoder: any Decoder) throws {
        switch try decoder.container(keyedBy: CodingKeys.self).decode(Kind.self, forKey: .event) {
        case .started: self = .started(try Started(from: decoder))
        case .progress: self = .progress(try Progress(from: decoder))
        case .validated: self = .validated(try Validated(from: decoder))
        case .checkpointed: self = .checkpointed(try Checkpointed(from: decoder))
        case .evaluating: self = .evaluating(try Evaluating(from: decoder))
        case .finished: self = .finished(try Finished(from: decoder))
        case .stopped: self = .stopped(try Checkpointed(from: decoder))
        case .failed: self = .failed(try Failed(from: decoder))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        let (kind, payload): (Kind, any Encodable) =
            switch self {
            case .started(let value): (.started, value)
            case .progress(let value): (.progress, value)
            case .validated(let value): (.validated, value)
            case .checkpointed(let value): (.checkpointed, value)
            case .evaluating(let value): (.evaluating, value)
            case .finished(let value): (.finished, value)
            case .stopped(let value): (.stopped, value)
            case .failed(let value): (.failed, value)
            }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(kind, forKey: .event)
        try payload.encode(to: encoder)
    }
}
