/// Weights that do not fit the network.
package enum ParameterError: Error, Equatable {
    /// The network has these paths, the weights do not.
    case missing(paths: [String])
    /// The weights have these paths, the network does not.
    case unknown(paths: [String])
    case shape(path: String, network: [Int], weights: [Int])
    case torch(TorchError)
}

extension ParameterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missing(let paths):
            "the weights lack \(paths.count) of the network's tensors: \(Self.list(paths))"
        case .unknown(let paths):
            "the weights have \(paths.count) tensors that the network does not: \(Self.list(paths))"
        case .shape(let path, let network, let weights):
            "'\(path)' has shape \(weights) in the weights and \(network) in the network"
        case .torch(let error):
            error.description
        }
    }

    private static func list(_ paths: [String]) -> String {
        paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? ", ..." : "")
    }
}

extension ParameterStore {
    /// Copies weights into the network, or into one part of it; paths in `weights` are relative to that part.
    ///
    /// Everything is checked before anything is copied: each tensor of the part must be given in its shape,
    /// and none beside them unless `ignoringUnknown`.
    package func load(
        _ weights: [String: Tensor],
        under part: String = "",
        ignoringUnknown: Bool = false
    ) throws(ParameterError) {
        let prefix = part.isEmpty ? "" : part + "."
        let targets = entries(under: part).map { (name: String($0.path.dropFirst(prefix.count)), entry: $0) }
        let missing = targets.filter { weights[$0.name] == nil }
        guard missing.isEmpty else { throw .missing(paths: missing.map(\.entry.path)) }
        let unknown = Set(weights.keys).subtracting(targets.map(\.name))
        guard ignoringUnknown || unknown.isEmpty else { throw .unknown(paths: unknown.sorted()) }
        for (name, entry) in targets {
            guard let source = weights[name], source.shape != entry.tensor.shape else { continue }
            throw .shape(path: entry.path, network: entry.tensor.shape, weights: source.shape)
        }
        do throws(TorchError) {
            for (name, entry) in targets {
                if let source = weights[name] { try entry.tensor.copy(from: source) }
            }
        } catch {
            throw .torch(error)
        }
    }
}
