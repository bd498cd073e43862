import Testing

@testable import RekognitionAPI

@Test func `a violation names value, member and rule like Amazon's`() {
    let cases: [(any RekognitionOperation.Type, String, String)] = [
        (
            CreateProject.self, "{}",
            "Value null at 'projectName' failed to satisfy constraint: Member must not be null"
        ),
        (
            CreateProject.self, #"{"ProjectName":"a b"}"#,
            "Value 'a b' at 'projectName' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [a-zA-Z0-9_.\-]+"#
        ),
        (
            CreateProject.self, #"{"ProjectName":""}"#,
            "Value '' at 'projectName' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 1"
        ),
        (
            DescribeProjects.self, #"{"MaxResults":500}"#,
            "Value '500' at 'maxResults' failed to satisfy constraint: "
                + "Member must have value less than or equal to 100"
        ),
        (
            DescribeProjects.self, #"{"ProjectNames":["a","b c"]}"#,
            "Value 'b c' at 'projectNames.2.member' failed to satisfy constraint: "
                + #"Member must satisfy regular expression pattern: [a-zA-Z0-9_.\-]+"#
        ),
        (
            CreateDataset.self, #"{"DatasetType":"train"}"#,
            "Value 'train' at 'datasetType' failed to satisfy constraint: "
                + "Member must satisfy enum value set: [TRAIN, TEST]"
        ),
        (
            CopyProjectVersion.self, FullInputs.copyIntoShortBucket,
            "Value 'b' at 'outputConfig.s3Bucket' failed to satisfy constraint: "
                + "Member must have length greater than or equal to 3"
        ),
    ]
    for (operation, text, expected) in cases {
        #expect(refusal(of: operation, text)?.message == "1 validation error detected: \(expected)")
    }
}

@Test func `a value too long to repeat is cut`() throws {
    let text = #"{"ProjectName":"\#(String(repeating: "n", count: 3000))"}"#
    #expect(try #require(refusal(of: CreateProject.self, text)).message.count < 700)
}

@Test func `JSON of the wrong kind is named with its place`() {
    let error = refusal(of: CreateProject.self, #"{"ProjectName":5}"#)
    #expect(error == .serialization("NUMBER_VALUE cannot be converted to String at 'projectName'"))
}

@Test func `only one source of a dataset is taken`() {
    let both = """
        {"DatasetSource":{"GroundTruthManifest":{},"DatasetArn":"\(Sample.datasetARN)"},"DatasetType":"TRAIN",\
        "ProjectArn":"\(Sample.projectARN)"}
        """
    let none = #"{"DatasetSource":{},"DatasetType":"TRAIN","ProjectArn":"\#(Sample.projectARN)"}"#
    for text in [both, none] { #expect(refusal(of: CreateDataset.self, text)?.code == .invalidParameter) }
}

@Test func `an image is bytes or an object`() {
    for image in ["{}", #"{"Bytes":"aQ==","S3Object":{"Bucket":"bears","Name":"a.jpg"}}"#] {
        let text = #"{"ProjectVersionArn":"\#(Sample.versionARN)","Image":\#(image)}"#
        #expect(refusal(of: DetectCustomLabels.self, text)?.code == .invalidParameter)
    }
}

@Test(arguments: [
    (#"{"Name":"a.jpg"}"#, ErrorCode.invalidParameter),
    (#"{"Bucket":"bears"}"#, .invalidParameter),
    (#"{"Bucket":"bears","Name":"a.jpg","Version":"7"}"#, .invalidS3Object),
])
func `an object needs bucket and name, and has one version`(object: String, code: ErrorCode) {
    let text = #"{"ProjectVersionArn":"\#(Sample.versionARN)","Image":{"S3Object":\#(object)}}"#
    #expect(refusal(of: DetectCustomLabels.self, text)?.code == code)
}

@Test(arguments: [
    (#"{"ProjectName":"a","Feature":"CONTENT_MODERATION"}"#, "CONTENT_MODERATION are not offered"),
    (#"{"ProjectName":"a","AutoUpdate":"ENABLED"}"#, "AutoUpdate is for projects"),
])
func `adapters are refused`(text: String, reason: String) throws {
    let error = try #require(refusal(of: CreateProject.self, text))
    #expect(error.code == .invalidParameter && error.message.contains(reason))
}

@Test func `settings of adapters are refused`() {
    let text = """
        {"ProjectArn":"\(Sample.projectARN)","VersionName":"v1","OutputConfig":{"S3Bucket":"bears"},\
        "FeatureConfig":{"ContentModeration":{"ConfidenceThreshold":50}}}
        """
    #expect(refusal(of: CreateProjectVersion.self, text)?.code == .invalidParameter)
}

@Test func `a training needs a bucket to write to`() {
    let text = #"{"ProjectArn":"\#(Sample.projectARN)","VersionName":"v1","OutputConfig":{}}"#
    #expect(refusal(of: CreateProjectVersion.self, text)?.code == .invalidParameter)
}
