/// The parameters and buffers of a network, each under a dotted path given when it is made:
/// `backbone.stem.convolution.weight`.
///
/// A layer takes a `ParameterScope` and asks it for its tensors; files and freezing go by path. Tensors of
/// four dimensions are kept with channels last in memory, which convolutions like best.
package final class ParameterStore {
    /// Whether a tensor trains.
    package enum Kind: Sendable {
        /// Trains: it is made requiring a gradient.
        case parameter
        /// Does not train, but belongs to the network: running statistics.
        case buffer
    }

    /// A tensor under its absolute path.
    package struct Entry {
        package let path: String
        package let kind: Kind
        package let tensor: Tensor
    }

    /// All tensors, in the order in which they were made.
    package private(set) var entries: [Entry] = []
    private var positions: [String: Int] = [:]
    private let seed: UInt64

    /// Random values come from the seed and a tensor's path, so they do not depend on the order of creation.
    package init(seed: UInt64) {
        self.seed = seed
    }

    /// The scope of the whole network.
    package var root: ParameterScope { ParameterScope(store: self, path: "") }

    /// The scope of the part of this name.
    package func at(_ name: String) -> ParameterScope { root.at(name) }

    /// The parameter or buffer at a path; nil when there is none.
    package subscript(path: String) -> Tensor? {
        positions[path].map { entries[$0].tensor }
    }

    /// What trains, in order of creation; frozen parameters are among them.
    package var parameters: [Tensor] { parameters(under: "") }

    /// What does not train, in order of creation.
    package var buffers: [Tensor] { entries.filter { $0.kind == .buffer }.map(\.tensor) }

    /// The parameters of one part of the network: `backbone` has `backbone.stem.weight`, but not
    /// `backbone2.weight`.
    package func parameters(under path: String) -> [Tensor] {
        entries(under: path).filter { $0.kind == .parameter }.map(\.tensor)
    }

    /// Parameters and buffers of one part of the network, in order of creation; all for an empty path.
    package func entries(under path: String) -> [Entry] {
        path.isEmpty ? entries : entries.filter { $0.path == path || $0.path.hasPrefix(path + ".") }
    }

    /// Everything by path, as a weights file keeps it; the tensors are the network's own.
    package var tensors: [String: Tensor] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.tensor) })
    }

    /// Makes a tensor; a path that exists already is a fault of the network's code.
    func add(
        _ path: String,
        _ kind: Kind,
        shape: [Int],
        _ initialiser: Initialiser
    ) throws(TorchError) -> Tensor {
        precondition(positions[path] == nil, "there is a tensor at '\(path)' already")
        var tensor = try initialiser.tensor(shape: shape, seed: seed(for: path))
        if shape.count == 4 { tensor = try tensor.channelsLast() }
        if kind == .parameter { try tensor.requireGradient(true) }
        positions[path] = entries.count
        entries.append(Entry(path: path, kind: kind, tensor: tensor))
        return tensor
    }

    /// The run's seed mixed with a hash of the path: FNV-1a, because Swift's own differs from run to run.
    private func seed(for path: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var mixer = SplitMix64(seed: seed)
        return mixer.next() ^ hash
    }
}

/// A place in a network's tree of parameters, to which a layer's names are relative.
package struct ParameterScope {
    package let store: ParameterStore
    /// The dotted path of the place; empty for the root.
    package let path: String

    /// The scope of the part of this name within this one; a name may itself be dotted.
    package func at(_ name: String) -> ParameterScope {
        precondition(!name.isEmpty, "a part of a network needs a name")
        return ParameterScope(store: store, path: absolute(name))
    }

    /// The scope of one of several like parts: `stages.0`.
    package func at(_ index: Int) -> ParameterScope { at(String(index)) }

    /// Makes a tensor that trains.
    package func parameter(
        _ name: String,
        shape: [Int],
        _ initialiser: Initialiser
    ) throws(TorchError) -> Tensor {
        try store.add(absolute(name), .parameter, shape: shape, initialiser)
    }

    /// Makes a tensor that does not train.
    package func buffer(
        _ name: String,
        shape: [Int],
        _ initialiser: Initialiser
    ) throws(TorchError) -> Tensor {
        try store.add(absolute(name), .buffer, shape: shape, initialiser)
    }

    private func absolute(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
