/// What a training may be told; every field has a default that suits a few hundred photos on two cores.
package struct TrainingSettings: Hashable, Sendable, Codable {
    /// Width and height of the network's square input in pixels; a multiple of 32.
    package var inputSize = 320
    /// Further sizes, multiples of 32 too, that batches take turns with; the model that is written has `inputSize`.
    package var otherInputSizes: [Int] = []
    /// Passes over the training images; nil chooses by their number and by the start, see `TrainingStart.defaultEpochs`.
    package var epochs: Int?
    /// Images a step; nil chooses by the start, see `TrainingStart.defaultBatchSize`.
    package var batchSize: Int?
    /// Peak rate for neck and head; the backbone learns at a quarter of it.
    package var learningRate = 2e-3
    /// Backbone stages, counted from the input, that keep the weights they start with, 0...7.
    package var frozenStages = 3
    /// Share of the run after which the frozen stages train too, 0...1; nil keeps them frozen to the end.
    package var thawingShare: Double?
    /// Everything random follows from it.
    package var seed: UInt64 = 0
    /// Threads of the tensor engine; nil takes every core.
    package var threads: Int?
    /// Off only to show what it is worth.
    package var isAugmented = true
    /// Share of the views that are put together from four images, 0...1.
    package var mosaicShare = 0.0
    /// Whether a region without a box may hold an object that nobody marked, so that being sure of one there is no fault.
    package var hasUnmarkedObjects = false
    /// Whether the first label stands for an object of any kind, which every box is beside its own label.
    package var firstLabelIsAnyObject = false
    /// Whether, of many images, some are held out to choose the checkpoint by; otherwise the last average is exported.
    package var choosesByValidation = true
    /// Bytes of decoded images kept in memory; what does not fit is decoded again each time.
    package var cacheBytes = 1 << 30
    /// Least seconds between two checkpoints; a run that is ended from outside loses no more.
    package var checkpointSeconds = 20.0

    /// The defaults.
    package init() {}

    /// Every size that batches come in.
    package var allInputSizes: [Int] { [inputSize] + otherInputSizes }
}
