package import Torch

/// The weights of an earlier detector as the start of a new one, which may have other labels.
///
/// Backbone, neck and head towers are taken over. So is the class output's channel of every label that both know, by
/// name. A channel for an object of any kind is what a single label begins with; several begin anew, because from the same
/// start they are learnt apart more slowly (`docs/recipe.md`).
package struct InheritedWeights {
    /// The label of an object of any kind.
    package static let anyObject = "object"

    private let tensors: [String: Tensor]
    private let labels: [String]

    /// - Parameters:
    ///   - tensors: everything that a `Detector` has in its store, by path.
    ///   - labels: the earlier detector's labels, in the order of its outputs.
    package init(_ tensors: [String: Tensor], labels: [String]) {
        self.tensors = tensors
        self.labels = labels
    }

    /// Copies the weights into `detector`, whose outputs are for `newLabels`.
    ///
    /// Nothing is copied when a tensor is missing or has the wrong shape.
    package func load(into detector: Detector, labels newLabels: [String]) throws {
        var tensors = tensors
        for name in ["weight", "bias"] {
            let path = "\(Detector.classOutputPath).\(name)"
            guard let old = tensors[path], let fresh = detector.store[path] else {
                throw ParameterError.missing(paths: [path])
            }
            guard old.shape.first == labels.count, old.shape.dropFirst() == fresh.shape.dropFirst() else {
                throw ParameterError.shape(path: path, network: fresh.shape, weights: old.shape)
            }
            tensors[path] = try channels(of: old, else: fresh, newLabels)
        }
        try detector.store.load(tensors)
    }

    /// For each new label its channel of `old`, or the one that `fresh` was drawn with.
    private func channels(
        of old: Tensor,
        else fresh: Tensor,
        _ newLabels: [String]
    ) throws(TorchError) -> Tensor {
        let length = fresh.shape.dropFirst().reduce(1, *)
        let oldValues = try old.floats()
        var values = try fresh.floats()
        let general = newLabels.count == 1 ? labels.firstIndex(of: Self.anyObject) : nil
        for (index, label) in newLabels.enumerated() {
            guard let source = labels.firstIndex(of: label) ?? general else { continue }
            values.replaceSubrange(
                (index * length)..<((index + 1) * length),
                with: oldValues[(source * length)..<((source + 1) * length)]
            )
        }
        return try Tensor(values, shape: fresh.shape)
    }
}
