import ArgumentParser
import TrainingRuns

/// The options of `katmai train` that change how it learns.
struct SettingsOptions: ParsableArguments {
    @Option(
        help:
            "Side of the network's square input in pixels, a multiple of 32 (default 320). Larger sees smaller objects, and takes longer."
    )
    var size: Int?

    @Option(
        help:
            "Passes over the images (default: by their number and the labels', 20 to 30; from imagenet 20 to 60)."
    )
    var epochs: Int?

    @Option(help: "Images a step (default 4; from imagenet 8).")
    var batch: Int?

    @Option(help: "Peak learning rate of neck and head (default 0.002).")
    var learningRate: Double?

    @Option(help: "Backbone stages that keep the weights they start with, 0 to 7 (default 3).")
    var freezeStages: Int?

    @Option(help: "Everything random follows from it (default 0).")
    var seed: UInt64?

    @Option(help: "Threads (default: all cores). Another number may give slightly other weights.")
    var threads: Int?

    @Option(help: "Megabytes of decoded images to keep in memory (default 1024).")
    var cacheMegabytes: Int?

    @Flag(help: "Show every image as it is; only to see what augmentation is worth.")
    var noAugmentation = false

    @Option(help: .hidden)
    var checkpointSeconds: Double?

    /// Finds a value out of range before anything is read.
    func validate() throws {
        do {
            try values().validate()
        } catch {
            throw ValidationError("--\(error.name) \(error.value): \(error.rule)")
        }
    }

    /// Whether the user gave any of them.
    var isAnySet: Bool {
        size != nil || epochs != nil || batch != nil || learningRate != nil || freezeStages != nil
            || seed != nil
            || threads != nil || cacheMegabytes != nil || noAugmentation || checkpointSeconds != nil
    }

    /// The settings, with defaults where nothing was given.
    func values() -> TrainingSettings {
        var settings = TrainingSettings()
        settings.inputSize = size ?? settings.inputSize
        settings.epochs = epochs
        settings.batchSize = batch
        settings.learningRate = learningRate ?? settings.learningRate
        settings.frozenStages = freezeStages ?? settings.frozenStages
        settings.seed = seed ?? settings.seed
        settings.threads = threads
        settings.cacheBytes = cacheMegabytes.map { $0 << 20 } ?? settings.cacheBytes
        settings.isAugmented = !noAugmentation
        settings.checkpointSeconds = checkpointSeconds ?? settings.checkpointSeconds
        return settings
    }
}
