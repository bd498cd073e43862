/// What a training may be told; every field has a default that suits a few hundred photos on two cores.
package struct TrainingSettings: Hashable, Sendable, Codable {
    /// Width and height of the network's square input in pixels; a multiple of 32.
    package var inputSize = 320
    /// Passes over the training images; nil chooses by their number, see `defaultEpochs`.
    package var epochs: Int?
    /// Images a step.
    package var batchSize = 8
    /// Peak rate for neck and head; the backbone learns at a quarter of it.
    package var learningRate = 2e-3
    /// Backbone stages, counted from the input, that keep their ImageNet weights, 0...7.
    package var frozenStages = 3
    /// Everything random follows from it.
    package var seed: UInt64 = 0
    /// Threads of the tensor engine; nil takes every core.
    package var threads: Int?
    /// Off only to show what it is worth.
    package var isAugmented = true
    /// Bytes of decoded images kept in memory; what does not fit is decoded again each time.
    package var cacheBytes = 1 << 30
    /// Least seconds between two checkpoints; a run that is ended from outside loses no more.
    package var checkpointSeconds = 20.0

    /// The defaults.
    package init() {}

    /// As many epochs as show about 6,400 images, which was enough for 160 photos (`docs/benchmarks.md`).
    ///
    /// Never fewer than 20 or more than 60: a large set needs some passes, and a small one is known by heart after many.
    package static func defaultEpochs(trainingImages: Int) -> Int {
        min(max(6400 / max(trainingImages, 1), 20), 60)
    }
}
