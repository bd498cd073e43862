import Catalog
import Projects

/// The service model's ProjectVersionDescription; which members are there depends on how far the version is.
struct DescribedVersion: Hashable, Sendable, Encodable {
    let arn: String
    let created: Timestamp
    let minimumInferenceUnits: Int?
    let status: String
    let statusMessage: String
    let billableTrainingSeconds: Int?
    let trainingEnd: Timestamp?
    let output: OutputConfig
    let trainingData: TrainingDataResult?
    let testingData: TestingDataResult?
    let evaluation: Evaluation?
    let manifestSummary: GroundTruthManifest?
    let kmsKeyID: String?
    let maximumInferenceUnits: Int?
    let sourceARN: String?
    let versionDescription: String?
    let feature: CustomizationFeature

    init(_ version: VersionDescription, account: Account) {
        arn = account.arn(of: version.version)
        created = Timestamp(version.created)
        minimumInferenceUnits = version.minimumInferenceUnits
        status = version.status.rawValue
        statusMessage = version.statusMessage
        billableTrainingSeconds = version.billableTrainingSeconds
        trainingEnd = version.trainingEnd.map { Timestamp($0) }
        output = OutputConfig(version.output)
        trainingData = version.trainingData.map { TrainingDataResult($0) }
        testingData = version.testingData.map { TestingDataResult($0) }
        evaluation = version.evaluation.map { Evaluation($0) }
        manifestSummary = version.manifestSummary.map { GroundTruthManifest($0) }
        kmsKeyID = version.kmsKeyID
        maximumInferenceUnits = version.maximumInferenceUnits
        sourceARN = version.source.map { account.arn(of: $0) }
        versionDescription = version.versionDescription
        feature = .customLabels
    }

    private enum CodingKeys: String, CodingKey {
        case arn = "ProjectVersionArn"
        case created = "CreationTimestamp"
        case minimumInferenceUnits = "MinInferenceUnits"
        case status = "Status"
        case statusMessage = "StatusMessage"
        case billableTrainingSeconds = "BillableTrainingTimeInSeconds"
        case trainingEnd = "TrainingEndTimestamp"
        case output = "OutputConfig"
        case trainingData = "TrainingDataResult"
        case testingData = "TestingDataResult"
        case evaluation = "EvaluationResult"
        case manifestSummary = "ManifestSummary"
        case kmsKeyID = "KmsKeyId"
        case maximumInferenceUnits = "MaxInferenceUnits"
        case sourceARN = "SourceProjectVersionArn"
        case versionDescription = "VersionDescription"
        case feature = "Feature"
    }

    /// The service model's EvaluationResult.
    struct Evaluation: Hashable, Sendable, Encodable {
        /// The service model's Summary.
        struct Summary: Hashable, Sendable, Encodable {
            let s3Object: S3Object

            private enum CodingKeys: String, CodingKey {
                case s3Object = "S3Object"
            }
        }

        let f1Score: SinglePrecision
        let summary: Summary

        init(_ evaluation: EvaluationResult) {
            f1Score = SinglePrecision(evaluation.f1)
            summary = Summary(s3Object: S3Object(evaluation.summary))
        }

        private enum CodingKeys: String, CodingKey {
            case f1Score = "F1Score"
            case summary = "Summary"
        }
    }
}
