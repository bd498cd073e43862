import ArgumentParser
import TrainingRuns

/// The options of `katmai train` that change how it learns.
struct SettingsOptions: ParsableArguments {
    @Option(
        help:
            "Side of the network's square input in pixels, a multiple of 32 (default 320). Larger sees smaller objects, and takes longer."
    )
    var size: Int?

    @Option(help: "Passes over the images (default: by their number, 20 to 60).")
    var epochs: Int?

    @Option(help: "Images a step (default 8).")
    var batch: Int?

    @Option(help: "Peak learning rate of neck and head (default 0.002).")
    var learningRate: Double?

    @Option(help: "Backbone stages that keep their ImageNet weights, 0 to 7 (default 3).")
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

    /// Finds a value out of range before anything is read; the trainer checks again.
    func validate() throws {
        func check(_ holds: Bool, _ problem: String) throws {
            guard holds else { throw ValidationError(problem) }
        }
        try check(
            size.map { $0 > 0 && $0 % 32 == 0 } ?? true,
            "--size must be a multiple of 32, not \(size ?? 0)"
        )
        try check(epochs.map { $0 > 0 } ?? true, "--epochs must be at least 1, not \(epochs ?? 0)")
        try check(batch.map { $0 > 0 } ?? true, "--batch must be at least 1, not \(batch ?? 0)")
        try check(
            learningRate.map { $0 > 0 } ?? true,
            "--learning-rate must be above 0, not \(learningRate ?? 0)"
        )
        let stages = freezeStages ?? 0
        try check((0...7).contains(stages), "--freeze-stages must be 0 to 7, not \(stages)")
        try check(threads.map { $0 > 0 } ?? true, "--threads must be at least 1, not \(threads ?? 0)")
        let cache = cacheMegabytes ?? 0
        try check(cache >= 0, "--cache-megabytes must not be negative, not \(cache)")
    }

    /// Whether the user gave any of them.
    var isAnySet: Bool {
        size != nil || epochs != nil || batch != nil || learningRate != nil || freezeStages != nil
            || seed != nil
            || threads != nil || cacheMegabytes != nil || noAugmentation || checkpointSeconds != nil
    }

    /// The settings, with defaults where nothing was given; the trainer checks their ranges.
    func values() -> TrainingSettings {
        var settings = TrainingSettings()
        settings.inputSize = size ?? settings.inputSize
        settings.epochs = epochs
        settings.batchSize = batch ?? settings.batchSize
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
