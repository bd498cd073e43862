import Catalog
import Foundation
import ObjectStorage
import Projects
import Testing

@testable import RekognitionAPI

@Test func `entries are filtered by what is asked`() throws {
    let text = """
        {"DatasetArn":"\(Sample.datasetARN)","ContainsLabels":["bear","fox"],"Labeled":false,\
        "SourceRefContains":"photos/","HasErrors":true,"MaxResults":7,"NextToken":"t"}
        """
    let asked = try input(ListDatasetEntries.self, text)
    #expect(
        asked.filter
            == EntryFilter(
                labels: ["bear", "fox"],
                isLabelled: false,
                sourcePart: "photos/",
                hasErrors: true
            )
    )
    #expect(asked.page.size == 7)
    #expect(asked.page.token == "t")
}

@Test func `no filter lets all entries pass`() throws {
    let text = #"{"DatasetArn":"\#(Sample.datasetARN)","HasErrors":false}"#
    #expect(try input(ListDatasetEntries.self, text).filter == EntryFilter())
}

@Test func `a manifest is an object`() throws {
    let text = """
        {"DatasetSource":{"GroundTruthManifest":{"S3Object":{"Bucket":"bears","Name":"a/../b c"}}},\
        "DatasetType":"TEST","ProjectArn":"\(Sample.projectARN)"}
        """
    let asked = try input(CreateDataset.self, text)
    #expect(asked.type == .test)
    #expect(
        try asked.source?.manifest?.location() == ObjectLocation(bucket: "bears", key: "a/../b c")
    )
}

@Test func `a dataset may begin empty`() throws {
    let text = #"{"DatasetType":"TRAIN","ProjectArn":"\#(Sample.projectARN)"}"#
    #expect(try input(CreateDataset.self, text).source == nil)
}

@Test func `bytes come in base64`() throws {
    let text = #"{"DatasetArn":"\#(Sample.datasetARN)","Changes":{"GroundTruth":"e30K"}}"#
    #expect(try input(UpdateDatasetEntries.self, text).changes.groundTruth == Array("{}\n".utf8))
}

@Test func `an empty list of assets beside AutoCreate is taken`() throws {
    let text = """
        {"ProjectArn":"\(Sample.projectARN)","VersionName":"v1","OutputConfig":{"S3Bucket":"bears",\
        "S3KeyPrefix":"out/"},"TrainingData":{"Assets":[]},"TestingData":{"AutoCreate":true,"Assets":[]}}
        """
    let asked = try input(CreateProjectVersion.self, text)
    #expect(asked.output == OutputPlace(bucket: "bears", prefix: "out/"))
    #expect(asked.testing?.autoCreate == true)
    #expect(asked.testing?.assets == [])
}

@Test func `an asset without manifest is refused`() throws {
    let text = """
        {"ProjectArn":"\(Sample.projectARN)","VersionName":"v1","OutputConfig":{"S3Bucket":"bears"},\
        "TrainingData":{"Assets":[{}]}}
        """
    let asked = try input(CreateProjectVersion.self, text)
    #expect(throws: RekognitionError.self) { try asked.training?.assets.locations() }
}

@Test func `an image comes as bytes or from S3`() throws {
    let bytes = #"{"ProjectVersionArn":"\#(Sample.versionARN)","Image":{"Bytes":"aQ=="},"MinConfidence":0}"#
    let asked = try input(DetectCustomLabels.self, bytes)
    #expect(asked.image.input == .bytes(Data([0x69])))
    #expect(asked.minimumConfidence == 0)
    #expect(asked.maximumResults == nil)
    let object = """
        {"ProjectVersionArn":"\(Sample.versionARN)","Image":{"S3Object":{"Bucket":"bears","Name":"a.jpg"}}}
        """
    #expect(
        try input(DetectCustomLabels.self, object).image.input
            == .object(ObjectLocation(bucket: "bears", key: "a.jpg"))
    )
}
