/// What a project is for.
enum CustomizationFeature: String, CaseIterable, Hashable, Sendable, Encodable {
    case contentModeration = "CONTENT_MODERATION"
    case customLabels = "CUSTOM_LABELS"
}

/// Whether Amazon trains an adapter anew by itself.
enum ProjectAutoUpdate: String, CaseIterable, Hashable, Sendable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
}

/// The settings of adapters, which are checked before they are refused.
struct FeatureConfig: Hashable, Sendable, RequestStructure {
    /// The settings of content moderation.
    struct ContentModeration: Hashable, Sendable, RequestStructure {
        let confidenceThreshold: Double?

        init(_ members: Members) throws(RekognitionError) {
            confidenceThreshold = try members.optional("ConfidenceThreshold", .percent)
        }
    }

    let contentModeration: ContentModeration?

    init(_ members: Members) throws(RekognitionError) {
        contentModeration = try members.optional("ContentModeration", StructureShape<ContentModeration>())
    }
}
