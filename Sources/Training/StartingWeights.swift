package import Foundation
package import ModelBundles
import Networks
import Torch

/// Weights that are shipped to train from: a bundle without a graph, of half the bytes.
package enum StartingWeights {
    /// The first label of a detector that is made to start from: an object of any kind.
    package static let anyObject = InheritedWeights.anyObject

    /// Writes the weights of `detector`, rounded to float16, as a bundle at `target`, replacing one that is there.
    package static func write(from detector: ModelBundle, to target: URL) throws {
        try detector.verify(ModelBundle.weightsPath)
        let weights = try Safetensors.read(contentsOf: detector.url(for: ModelBundle.weightsPath))
        let writer = try ModelBundleWriter(target: target, replacing: true)
        try weights.write(to: writer.staging.appending(path: ModelBundle.weightsPath), floats: .half)
        _ = try writer.seal(detector.description, needing: ModelBundle.weightsPath)
    }
}
