import Catalog
import ObjectStorage

extension VersionFileKind {
    /// What AWS calls the file, before the names of project and version; its guide has other names than its service.
    private var name: String {
        switch self {
        case .evaluationSummary: "EvaluationResultSummary"
        case .manifestSummary: "ManifestSummary"
        case .trainingValidation: "TrainingManifestWithValidation"
        case .testingValidation: "TestingManifestWithValidation"
        case .trainingSnapshot: "TrainingGroundTruth"
        case .testingSnapshot: "TestingGroundTruth"
        case .droppedLines: "KatmaiDroppedLines"
        }
    }

    /// `<name>-<project>-<version>.json`: all end so, although most are JSON Lines.
    func fileName(project: String, version: String) -> String {
        "\(name)-\(project)-\(version).json"
    }
}

extension OutputPlace {
    /// Where a file goes: under the prefix, with one slash between.
    func location(of kind: VersionFileKind, project: String, version: String) -> ObjectLocation {
        let name = kind.fileName(project: project, version: version)
        guard let prefix, !prefix.isEmpty else { return ObjectLocation(bucket: bucket, key: name) }
        let folder = prefix.hasSuffix("/") ? prefix : prefix + "/"
        return ObjectLocation(bucket: bucket, key: folder + name)
    }
}

extension VersionRecord {
    var output: OutputPlace { OutputPlace(bucket: outputBucket, prefix: outputPrefix) }

    /// The manifest to train on; nil where the project's dataset is.
    var trainingManifest: ObjectLocation? {
        guard let trainingBucket, let trainingKey else { return nil }
        return ObjectLocation(bucket: trainingBucket, key: trainingKey)
    }

    /// The manifest to test on; nil where something else is.
    var testingManifest: ObjectLocation? {
        guard let testingBucket, let testingKey else { return nil }
        return ObjectLocation(bucket: testingBucket, key: testingKey)
    }
}
