package import Annotations

/// Everything one training run needs to know, as `katmai` writes it to `job.json` for its trainer.
package struct TrainingJob: Hashable, Sendable, Codable {
    /// An image and the file it is in.
    package struct Sample: Hashable, Sendable, Codable {
        package var image: AnnotatedImage
        /// Absolute path of the image file.
        package var path: String
        /// The image's line in its manifest, from 1; nil for files without lines.
        package var line: Int?

        package init(image: AnnotatedImage, path: String, line: Int? = nil) {
            self.image = image
            self.path = path
            self.line = line
        }
    }

    /// Version of this format; a trainer refuses any other.
    package static let currentFormat = 2

    package var format = TrainingJob.currentFormat
    /// The model's labels, in the order of its outputs.
    package var labels: [String]
    /// Labelled images to learn from; those without annotations are negatives.
    package var training: [Sample]
    /// Labelled images for the last word; nil takes a fifth of `training`, by a seeded hash of their content.
    package var test: [Sample]?
    package var settings: TrainingSettings
    /// Absolute path of the model bundle to write; it must not exist.
    package var bundlePath: String
    package var start: TrainingStart
    /// What the starting weights grew from, oldest first, themselves included; the bundle records it.
    package var ancestry: [String]
    /// Whether an existing bundle at `bundlePath` is replaced.
    package var replacesBundle: Bool
    /// The Katmai that made the job, recorded in the bundle.
    package var codeVersion: String

    package init(
        labels: [String],
        training: [Sample],
        test: [Sample]?,
        settings: TrainingSettings,
        bundlePath: String,
        start: TrainingStart,
        ancestry: [String],
        replacesBundle: Bool,
        codeVersion: String
    ) {
        self.labels = labels
        self.training = training
        self.test = test
        self.settings = settings
        self.bundlePath = bundlePath
        self.start = start
        self.ancestry = ancestry
        self.replacesBundle = replacesBundle
        self.codeVersion = codeVersion
    }
}
