@testable import RekognitionAPI

/// Inputs that are right, for each operation with all of its members in one or the other.
enum FullInputs {
    static let all: [(operation: any RekognitionOperation.Type, text: String)] = [
        (
            CopyProjectVersion.self,
            """
            {"SourceProjectArn":"\(Sample.projectARN)","SourceProjectVersionArn":"\(Sample.versionARN)",\
            "DestinationProjectArn":"\(Sample.projectARN)","VersionName":"v2","OutputConfig":\(output),\
            "Tags":{"team":"cams"},"KmsKeyId":"key/1"}
            """
        ),
        (
            CreateDataset.self,
            """
            {"DatasetSource":{"GroundTruthManifest":{"S3Object":\(object)}},"DatasetType":"TRAIN",\
            "ProjectArn":"\(Sample.projectARN)","Tags":{"team":"cams"}}
            """
        ),
        (
            CreateDataset.self,
            """
            {"DatasetSource":{"DatasetArn":"\(Sample.datasetARN)"},"DatasetType":"TEST",\
            "ProjectArn":"\(Sample.projectARN)"}
            """
        ),
        (
            CreateProject.self,
            #"{"ProjectName":"bears","Feature":"CUSTOM_LABELS","AutoUpdate":"DISABLED","Tags":{"team":"cams"}}"#
        ),
        (
            CreateProjectVersion.self,
            """
            {"ProjectArn":"\(Sample.projectARN)","VersionName":"v1","OutputConfig":\(output),\
            "TrainingData":{"Assets":[{"GroundTruthManifest":{"S3Object":\(object)}}]},\
            "TestingData":{"Assets":[{"GroundTruthManifest":{"S3Object":\(object)}}],"AutoCreate":false},\
            "Tags":{"team":"cams"},"KmsKeyId":"key/1","VersionDescription":"First try","FeatureConfig":{}}
            """
        ),
        (DeleteDataset.self, #"{"DatasetArn":"\#(Sample.datasetARN)"}"#),
        (DeleteProject.self, #"{"ProjectArn":"\#(Sample.projectARN)"}"#),
        (
            DeleteProjectPolicy.self,
            #"{"ProjectArn":"\#(Sample.projectARN)","PolicyName":"share","PolicyRevisionId":"0a1B"}"#
        ),
        (DeleteProjectVersion.self, #"{"ProjectVersionArn":"\#(Sample.versionARN)"}"#),
        (DescribeDataset.self, #"{"DatasetArn":"\#(Sample.datasetARN)"}"#),
        (
            DescribeProjects.self,
            #"{"NextToken":"t","MaxResults":100,"ProjectNames":["bears"],"Features":["CUSTOM_LABELS"]}"#
        ),
        (
            DescribeProjectVersions.self,
            #"{"ProjectArn":"\#(Sample.projectARN)","VersionNames":["v1"],"NextToken":"t","MaxResults":1}"#
        ),
        (
            DetectCustomLabels.self,
            """
            {"ProjectVersionArn":"\(Sample.versionARN)","Image":{"Bytes":"aW1hZ2U="},"MaxResults":0,\
            "MinConfidence":12.5}
            """
        ),
        (
            DetectCustomLabels.self,
            #"{"ProjectVersionArn":"\#(Sample.versionARN)","Image":{"S3Object":\#(object)}}"#
        ),
        (
            DistributeDatasetEntries.self,
            #"{"Datasets":[{"Arn":"\#(Sample.datasetARN)"},{"Arn":"\#(Sample.testDatasetARN)"}]}"#
        ),
        (
            ListDatasetEntries.self,
            """
            {"DatasetArn":"\(Sample.datasetARN)","ContainsLabels":["bear"],"Labeled":true,\
            "SourceRefContains":"photos/","HasErrors":true,"NextToken":"t","MaxResults":5}
            """
        ),
        (ListDatasetLabels.self, #"{"DatasetArn":"\#(Sample.datasetARN)","NextToken":"t","MaxResults":5}"#),
        (ListProjectPolicies.self, #"{"ProjectArn":"\#(Sample.projectARN)","NextToken":"t","MaxResults":5}"#),
        (ListTagsForResource.self, #"{"ResourceArn":"\#(Sample.versionARN)"}"#),
        (
            PutProjectPolicy.self,
            """
            {"ProjectArn":"\(Sample.projectARN)","PolicyName":"share","PolicyRevisionId":"0a1B",\
            "PolicyDocument":"{}"}
            """
        ),
        (
            StartProjectVersion.self,
            #"{"ProjectVersionArn":"\#(Sample.versionARN)","MinInferenceUnits":1,"MaxInferenceUnits":2}"#
        ),
        (StopProjectVersion.self, #"{"ProjectVersionArn":"\#(Sample.versionARN)"}"#),
        (TagResource.self, #"{"ResourceArn":"\#(Sample.projectARN)","Tags":{"team":"cams"}}"#),
        (UntagResource.self, #"{"ResourceArn":"\#(Sample.datasetARN)","TagKeys":["team"]}"#),
        (
            UpdateDatasetEntries.self,
            #"{"DatasetArn":"\#(Sample.datasetARN)","Changes":{"GroundTruth":"e30K"}}"#
        ),
    ]

    /// Right but for the bucket's name.
    static let copyIntoShortBucket = """
        {"SourceProjectArn":"\(Sample.projectARN)","SourceProjectVersionArn":"\(Sample.versionARN)",\
        "DestinationProjectArn":"\(Sample.projectARN)","VersionName":"v2","OutputConfig":{"S3Bucket":"b"}}
        """

    private static let object = #"{"Bucket":"bears","Name":"train.manifest","Version":"null"}"#
    private static let output = #"{"S3Bucket":"bears","S3KeyPrefix":"out/"}"#
}
