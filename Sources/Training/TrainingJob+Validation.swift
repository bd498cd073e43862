import Networks
import TrainingRuns

extension TrainingJob {
    /// Refuses a job that cannot be trained, naming what is wrong.
    func validate() throws(TrainingError) {
        guard format == Self.currentFormat else { throw .unknownJobFormat(format) }
        guard !labels.isEmpty else { throw .noLabels }
        try settings.validate()
    }
}

extension TrainingSettings {
    fileprivate func validate() throws(TrainingError) {
        func check(_ holds: Bool, _ name: String, _ value: some Any, _ rule: String) throws(TrainingError) {
            guard holds else { throw .badSetting(name: name, value: "\(value)", rule: rule) }
        }
        let coarsest = AnchorPoints.strides.reduce(1, max)
        try check(
            inputSize > 0 && inputSize % coarsest == 0,
            "size",
            inputSize,
            "it must be a multiple of \(coarsest)"
        )
        try check(epochs.map { $0 > 0 } ?? true, "epochs", epochs ?? 0, "it must be at least 1")
        try check(batchSize > 0, "batch", batchSize, "it must be at least 1")
        try check(
            learningRate > 0 && learningRate.isFinite,
            "learning rate",
            learningRate,
            "it must be above 0"
        )
        try check(
            (0...EfficientNetLite0.stageCount).contains(frozenStages),
            "frozen stages",
            frozenStages,
            "the backbone has 0 to \(EfficientNetLite0.stageCount)"
        )
        try check(threads.map { $0 > 0 } ?? true, "threads", threads ?? 0, "it must be at least 1")
        try check(cacheBytes >= 0, "cache", cacheBytes, "it must not be negative")
    }
}
