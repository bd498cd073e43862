import Catalog
import FoundationEssentials
import ObjectStorage
import Projects
import Testing

@testable import RekognitionAPI

@Test func `moments are seconds to the millisecond`() throws {
    try expectWire(["t": Timestamp(Date(timeIntervalSince1970: 1_690_556_751.958))], #"{"t":1690556751.958}"#)
    try expectWire(["t": Timestamp(Date(timeIntervalSince1970: 1_690_558_767))], #"{"t":1690558767}"#)
}

@Test func `a project has its datasets even when there are none`() throws {
    let overview = DatasetOverview(
        dataset: Sample.dataset,
        created: Sample.date,
        status: .created,
        statusMessage: "Fine.",
        statusCode: .success
    )
    func project(_ datasets: [DatasetOverview]) throws -> String {
        try wire(
            DescribedProject(
                ProjectDescription(
                    project: Sample.project,
                    created: Sample.date,
                    status: .created,
                    datasets: datasets
                ),
                account: Sample.account
            )
        )
    }
    let end = """
        "Feature":"CUSTOM_LABELS","ProjectArn":"\(Sample.projectARN)","Status":"CREATED"}
        """
    #expect(try json(project([])) == json(#"{"CreationTimestamp":1690405809.285,"Datasets":[],"# + end))
    let dataset = """
        {"CreationTimestamp":1690405809.285,"DatasetArn":"\(Sample.datasetARN)","DatasetType":"TRAIN",\
        "Status":"CREATE_COMPLETE","StatusMessage":"Fine.","StatusMessageCode":"SUCCESS"}
        """
    #expect(
        try json(project([overview]))
            == json(#"{"CreationTimestamp":1690405809.285,"Datasets":[\#(dataset)],"# + end)
    )
}

@Test func `a dataset has all its members`() throws {
    let description = DatasetDescription(
        created: Sample.date,
        lastUpdated: Sample.date,
        status: .creating,
        statusMessage: "",
        statusCode: .success,
        statistics: DatasetStatistics(
            totalEntries: 5,
            labelledEntries: 4,
            errorEntries: 1,
            totalLabels: 2,
            droppedLines: 3
        ),
        progress: nil
    )
    try expectWire(
        DescribedDataset(description),
        """
        {"CreationTimestamp":1690405809.285,\
        "DatasetStats":{"ErrorEntries":1,"LabeledEntries":4,"TotalEntries":5,"TotalLabels":2},\
        "LastUpdatedTimestamp":1690405809.285,"Status":"CREATE_IN_PROGRESS","StatusMessage":"",\
        "StatusMessageCode":"SUCCESS"}
        """
    )
}

@Test func `labels of whole images have no count of boxes`() throws {
    let image = DatasetLabelDescription(name: "camellia", entryCount: 1, boundingBoxCount: nil)
    let box = DatasetLabelDescription(name: "bear", entryCount: 2, boundingBoxCount: 3)
    try expectWire(DescribedLabel(image), #"{"LabelName":"camellia","LabelStats":{"EntryCount":1}}"#)
    try expectWire(
        DescribedLabel(box),
        #"{"LabelName":"bear","LabelStats":{"BoundingBoxCount":3,"EntryCount":2}}"#
    )
}

@Test func `detections have what Amazon's have`() throws {
    let frame = DetectedLabel.Frame(left: 0.5, top: 0.25, width: 0.1, height: 0.2)
    let box = CustomLabel(DetectedLabel(name: "bear", confidencePercent: 94.602_04, frame: frame))
    try expectWire(
        box,
        """
        {"Confidence":94.60199737548828,"Geometry":{"BoundingBox":{"Height":0.20000000298023224,\
        "Left":0.5,"Top":0.25,"Width":0.10000000149011612}},"Name":"bear"}
        """
    )
    let whole = CustomLabel(DetectedLabel(name: "with_leaves", confidencePercent: 67.564, frame: nil))
    try expectWire(whole, #"{"Confidence":67.56400299072266,"Name":"with_leaves"}"#)
}

@Test func `a policy is told whole`() throws {
    let policy = ProjectPolicy(
        project: Sample.project,
        name: "share",
        revisionID: "0a",
        document: "{}",
        created: Sample.date,
        lastUpdated: Sample.date
    )
    try expectWire(
        ListedPolicy(policy, account: Sample.account),
        """
        {"CreationTimestamp":1690405809.285,"LastUpdatedTimestamp":1690405809.285,"PolicyDocument":"{}",\
        "PolicyName":"share","PolicyRevisionId":"0a","ProjectArn":"\(Sample.projectARN)"}
        """
    )
}

@Test func `the last page has no token`() throws {
    try expectWire(DescribeProjects.Answer(projects: [], nextToken: nil), #"{"ProjectDescriptions":[]}"#)
    try expectWire(
        ListDatasetEntries.Answer(entries: ["{}"], nextToken: "t"),
        #"{"DatasetEntries":["{}"],"NextToken":"t"}"#
    )
}

@Test func `a resource without tags has an empty map`() throws {
    try expectWire(ListTagsForResource.Answer(tags: [:]), #"{"Tags":{}}"#)
}
