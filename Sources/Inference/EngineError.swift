/// Why the engine cannot load or run a model.
package enum EngineError: Error, Equatable {
    /// OpenVINO refused; `reason` is what it says itself.
    case refused(step: String, reason: String)
    /// The graph is not what the bundle's description promises.
    case unexpectedGraph(problem: String)
}

extension EngineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .refused(let step, let reason): "OpenVINO cannot \(step): \(reason)"
        case .unexpectedGraph(let problem): "the model's graph is not what its model.json says: \(problem)"
        }
    }
}
