package import FoundationEssentials

/// Everything about a trained model that is not its weights: the content of a bundle's `model.json`.
package struct ModelDescription: Hashable, Sendable {
    /// What a model answers.
    package enum Kind: String, Sendable, Codable {
        case objectDetection = "object-detection"
    }

    package var formatVersion: FormatVersion
    package var kind: Kind
    /// The labels' names, in the order of the model's score columns.
    package var labels: [String]
    /// For each label the score from which a detection counts, 0...1; nil where no evaluation has found one.
    package var thresholds: [Double?]
    /// Width and height of the model's input in pixels, a multiple of 32.
    package var inputSize: Int
    package var letterbox: LetterboxRule
    package var suppression: SuppressionRule
    package var backbone: String
    /// What the weights grew from, oldest first: `imagenet`, digests of earlier models.
    package var ancestry: [String]
    package var seed: UInt64
    /// How it was trained, as the command line or the API names the settings.
    package var settings: [String: String]
    package var data: TrainingData
    /// The version of the code that trained it.
    package var codeVersion: String
    package var created: Date
    package var precision: Precision
    /// SHA-256 in lower-case hexadecimal of every file but `model.json`, by path in the bundle; sealing fills it in.
    package var files: [String: String]
    /// Bytes of the same files, by which a cut-off copy is noticed without reading it; sealing fills it in.
    package var sizes: [String: Int]

    /// A description in the current format, not sealed yet: without files and sizes.
    ///
    /// `thresholds` nil gives no label a threshold.
    package init(
        labels: [String],
        thresholds: [Double?]? = nil,
        inputSize: Int,
        letterbox: LetterboxRule = LetterboxRule(),
        suppression: SuppressionRule = SuppressionRule(),
        backbone: String = "efficientnet-lite0",
        ancestry: [String] = [],
        seed: UInt64,
        settings: [String: String] = [:],
        data: TrainingData,
        codeVersion: String,
        created: Date,
        precision: Precision = .float32
    ) {
        self.formatVersion = .current
        self.kind = .objectDetection
        self.labels = labels
        self.thresholds = thresholds ?? labels.map { _ in nil }
        self.inputSize = inputSize
        self.letterbox = letterbox
        self.suppression = suppression
        self.backbone = backbone
        self.ancestry = ancestry
        self.seed = seed
        self.settings = settings
        self.data = data
        self.codeVersion = codeVersion
        self.created = created
        self.precision = precision
        self.files = [:]
        self.sizes = [:]
    }

    /// The score from which a detection of this label counts, 0...1; nil for a label without one or unknown here.
    package func threshold(of label: String) -> Double? {
        guard let index = labels.firstIndex(of: label), index < thresholds.count else { return nil }
        return thresholds[index]
    }
}

extension ModelDescription: Codable {
    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case kind
        case labels
        case thresholds
        case inputSize = "input_size"
        case letterbox
        case suppression
        case backbone
        case ancestry
        case seed
        case settings
        case data
        case codeVersion = "code_version"
        case created
        case precision
        case files
        case sizes
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        formatVersion = try container.decode(FormatVersion.self, forKey: .formatVersion)
        kind = try container.decode(Kind.self, forKey: .kind)
        labels = try container.decode([String].self, forKey: .labels)
        // Before an evaluation the whole list may be null.
        thresholds =
            try container.decodeIfPresent([Double?].self, forKey: .thresholds) ?? labels.map { _ in nil }
        inputSize = try container.decode(Int.self, forKey: .inputSize)
        letterbox = try container.decode(LetterboxRule.self, forKey: .letterbox)
        suppression = try container.decode(SuppressionRule.self, forKey: .suppression)
        backbone = try container.decode(String.self, forKey: .backbone)
        ancestry = try container.decode([String].self, forKey: .ancestry)
        seed = try container.decode(UInt64.self, forKey: .seed)
        settings = try container.decode([String: String].self, forKey: .settings)
        data = try container.decode(TrainingData.self, forKey: .data)
        codeVersion = try container.decode(String.self, forKey: .codeVersion)
        created = try container.decode(Date.self, forKey: .created)
        precision = try container.decode(Precision.self, forKey: .precision)
        files = try container.decode([String: String].self, forKey: .files)
        // A bundle written by another program may state digests alone; those are the stronger check.
        sizes = try container.decodeIfPresent([String: Int].self, forKey: .sizes) ?? [:]
    }
}
