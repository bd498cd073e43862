import Foundation
import Networks
import Torch

/// An exponential moving average of the weights: what is validated and exported.
///
/// It forgets fast at first, so that the starting weights are gone after a few hundred steps, then keeps 99.8 % a step.
final class WeightAverage {
    private static let longestMemory = 0.998
    private static let settlingSteps = 100.0

    /// Paths of the averaged tensors, in the network's order.
    let paths: [String]
    private let values: [Tensor]
    private let averages: [Tensor]

    /// Starts from the weights as they are.
    init(of store: ParameterStore) throws(TorchError) {
        var paths: [String] = []
        var values: [Tensor] = []
        var averages: [Tensor] = []
        for entry in store.entries {
            paths.append(entry.path)
            values.append(entry.tensor)
            averages.append(try entry.tensor.detached().cloned())
        }
        self.paths = paths
        self.values = values
        self.averages = averages
    }

    /// The averaged weights with their paths; they move on with the next update.
    var tensors: [String: Tensor] {
        Dictionary(uniqueKeysWithValues: zip(paths, averages))
    }

    /// Takes in the weights after `step` steps, counted from 1.
    func update(step: Int) throws(TorchError) {
        let kept = Self.longestMemory * (1 - exp(-Double(step) / Self.settlingSteps))
        try interpolate(averages, towards: values, weight: Float(1 - kept))
    }

    /// Puts back averages that a checkpoint kept.
    func restore(_ tensors: [String: Tensor]) throws {
        for (path, average) in zip(paths, averages) {
            guard let kept = tensors[path] else { throw TrainingError.incompleteCheckpoint(missing: path) }
            try average.copy(from: kept)
        }
    }
}
