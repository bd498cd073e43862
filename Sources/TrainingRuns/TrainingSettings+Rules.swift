/// A setting out of its range.
package struct SettingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The setting as the command line calls it, without dashes.
    package let name: String
    package let value: String
    /// What must hold, as a sentence.
    package let rule: String

    package var description: String { "\(name) is \(value), but \(rule)" }
}

extension TrainingSettings {
    /// Input sizes are multiples of this many pixels: the coarsest stride of the network.
    package static let sizeStep = 32
    /// How many stages the backbone has.
    package static let stageCount = 7

    /// Throws the first setting that is out of its range.
    package func validate() throws(SettingError) {
        func check(_ holds: Bool, _ name: String, _ value: some Any, _ rule: String) throws(SettingError) {
            guard holds else { throw SettingError(name: name, value: "\(value)", rule: rule) }
        }
        func isShare(_ value: Double) -> Bool { (0...1).contains(value) }
        let step = Self.sizeStep
        for size in allInputSizes {
            try check(size > 0 && size % step == 0, "size", size, "it must be a multiple of \(step)")
        }
        try check(epochs.map { $0 > 0 } ?? true, "epochs", epochs ?? 0, "it must be at least 1")
        try check(batchSize.map { $0 > 0 } ?? true, "batch", batchSize ?? 0, "it must be at least 1")
        try check(
            learningRate > 0 && learningRate.isFinite,
            "learning-rate",
            learningRate,
            "it must be above 0"
        )
        try check(
            (0...Self.stageCount).contains(frozenStages),
            "freeze-stages",
            frozenStages,
            "the backbone has 0 to \(Self.stageCount)"
        )
        try check(
            thawingShare.map(isShare) ?? true,
            "thaw-after",
            thawingShare ?? 0,
            "it must be within 0 and 1"
        )
        try check(isShare(mosaicShare), "mosaic", mosaicShare, "it must be within 0 and 1")
        try check(threads.map { $0 > 0 } ?? true, "threads", threads ?? 0, "it must be at least 1")
        try check(cacheBytes >= 0, "cache-megabytes", cacheBytes >> 20, "it must not be negative")
    }
}
