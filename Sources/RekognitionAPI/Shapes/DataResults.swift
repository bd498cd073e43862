import ObjectStorage
import Projects

/// The service model's TrainingData and ValidationData: manifests, or nothing at all.
struct ManifestSet: Hashable, Sendable, Encodable {
    /// Absent where there are none: Amazon's answers have `{}` then.
    let assets: [Asset]?

    init(_ locations: [ObjectLocation]) {
        assets = locations.isEmpty ? nil : locations.map { Asset($0) }
    }

    private enum CodingKeys: String, CodingKey {
        case assets = "Assets"
    }
}

/// The service model's TestingData.
struct TestingSet: Hashable, Sendable, Encodable {
    let assets: [Asset]?
    let autoCreate: Bool

    init(_ locations: [ObjectLocation], autoCreate: Bool) {
        assets = ManifestSet(locations).assets
        self.autoCreate = autoCreate
    }

    private enum CodingKeys: String, CodingKey {
        case assets = "Assets"
        case autoCreate = "AutoCreate"
    }
}

/// The service model's TrainingDataResult.
struct TrainingDataResult: Hashable, Sendable, Encodable {
    let input: ManifestSet
    let output: ManifestSet?
    let validation: ManifestSet?

    init(_ result: DataResult) {
        input = ManifestSet(result.input)
        output = result.output.map { ManifestSet([$0]) }
        validation = result.validation.map { ManifestSet([$0]) }
    }

    private enum CodingKeys: String, CodingKey {
        case input = "Input"
        case output = "Output"
        case validation = "Validation"
    }
}

/// The service model's TestingDataResult.
struct TestingDataResult: Hashable, Sendable, Encodable {
    let input: TestingSet
    let output: TestingSet?
    let validation: ManifestSet?

    init(_ result: DataResult) {
        input = TestingSet(result.input, autoCreate: result.isSplitOff)
        output = result.output.map { TestingSet([$0], autoCreate: result.isSplitOff) }
        validation = result.validation.map { ManifestSet([$0]) }
    }

    private enum CodingKeys: String, CodingKey {
        case input = "Input"
        case output = "Output"
        case validation = "Validation"
    }
}
