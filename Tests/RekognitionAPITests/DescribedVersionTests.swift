import Catalog
import FoundationEssentials
import ObjectStorage
import Projects
import Testing

@testable import RekognitionAPI

private func place(_ file: String) -> ObjectLocation {
    ObjectLocation(bucket: "bears", key: "out/\(file)-bears-v1.json")
}

private func object(_ file: String) -> String {
    #"{"S3Object":{"Bucket":"bears","Name":"out/\#(file)-bears-v1.json"}}"#
}

private func assets(_ file: String) -> String {
    #""Assets":[{"GroundTruthManifest":\#(object(file))}]"#
}

private func result(_ set: String, input: [ObjectLocation] = [], isSplitOff: Bool = false) -> DataResult {
    DataResult(
        input: input,
        output: place("\(set)GroundTruth"),
        validation: place("\(set)ManifestWithValidation"),
        isSplitOff: isSplitOff
    )
}

/// A version that is in training, with what a test changes.
private func described(
    status: VersionStatus = .training,
    statusMessage: String = "",
    units: ClosedRange<Int>? = nil,
    isTrained: Bool = false,
    testing: DataResult? = nil,
    source: VersionReference? = nil
) -> DescribedVersion {
    DescribedVersion(
        VersionDescription(
            version: Sample.version,
            created: Sample.date,
            status: status,
            statusMessage: statusMessage,
            minimumInferenceUnits: units?.lowerBound,
            maximumInferenceUnits: units?.upperBound,
            billableTrainingSeconds: isTrained ? 1899 : nil,
            trainingEnd: isTrained ? Date(timeIntervalSince1970: 1_690_558_767.1) : nil,
            output: OutputPlace(bucket: "bears", prefix: isTrained ? "out" : nil),
            trainingData: isTrained ? result("Training") : nil,
            testingData: testing,
            evaluation: isTrained
                ? EvaluationResult(f1: 0.646_153_9, summary: place("EvaluationResultSummary")) : nil,
            manifestSummary: isTrained ? place("ManifestSummary") : nil,
            kmsKeyID: source == nil ? nil : "key/1",
            source: source,
            versionDescription: source == nil ? nil : "First try",
            progress: nil
        ),
        account: Sample.account
    )
}

@Test func `a version in training has what is known of it`() throws {
    try expectWire(
        described(),
        """
        {"ProjectVersionArn":"\(Sample.versionARN)","CreationTimestamp":1690405809.285,\
        "Status":"TRAINING_IN_PROGRESS","StatusMessage":"","OutputConfig":{"S3Bucket":"bears"},\
        "Feature":"CUSTOM_LABELS"}
        """
    )
}

@Test func `a trained version has what Amazon's have`() throws {
    let version = described(
        status: .trained,
        statusMessage: "The model is ready to run.",
        isTrained: true,
        testing: result("Testing")
    )
    try expectWire(
        version,
        """
        {"ProjectVersionArn":"\(Sample.versionARN)","CreationTimestamp":1690405809.285,\
        "TrainingEndTimestamp":1690558767.1,"Status":"TRAINING_COMPLETED","Feature":"CUSTOM_LABELS",\
        "StatusMessage":"The model is ready to run.","BillableTrainingTimeInSeconds":1899,\
        "OutputConfig":{"S3Bucket":"bears","S3KeyPrefix":"out"},\
        "TrainingDataResult":{"Input":{},"Output":{\(assets("TrainingGroundTruth"))},\
        "Validation":{\(assets("TrainingManifestWithValidation"))}},\
        "TestingDataResult":{"Input":{"AutoCreate":false},\
        "Output":{\(assets("TestingGroundTruth")),"AutoCreate":false},\
        "Validation":{\(assets("TestingManifestWithValidation"))}},\
        "EvaluationResult":{"F1Score":0.6461539268493652,"Summary":\(object("EvaluationResultSummary"))},\
        "ManifestSummary":\(object("ManifestSummary"))}
        """
    )
}

@Test func `external manifests come back, and that the testing set was split off`() throws {
    let testing = result("Testing", input: [ObjectLocation(bucket: "bears", key: "t")], isSplitOff: true)
    try expectWire(
        TestingDataResult(testing),
        """
        {"Input":{"Assets":[{"GroundTruthManifest":{"S3Object":{"Bucket":"bears","Name":"t"}}}],\
        "AutoCreate":true},"Output":{\(assets("TestingGroundTruth")),"AutoCreate":true},\
        "Validation":{\(assets("TestingManifestWithValidation"))}}
        """
    )
}

@Test func `a running copy has units and source`() throws {
    let version = described(
        status: .running,
        statusMessage: "The model is running.",
        units: 1...2,
        source: Sample.version
    )
    try expectWire(
        version,
        """
        {"ProjectVersionArn":"\(Sample.versionARN)","CreationTimestamp":1690405809.285,"Status":"RUNNING",\
        "StatusMessage":"The model is running.","OutputConfig":{"S3Bucket":"bears"},"MinInferenceUnits":1,\
        "MaxInferenceUnits":2,"SourceProjectVersionArn":"\(Sample.versionARN)","KmsKeyId":"key/1",\
        "VersionDescription":"First try","Feature":"CUSTOM_LABELS"}
        """
    )
}
