import Testing

@testable import Annotations

private func image(_ line: String) throws -> AnnotatedImage {
    let set = try manifest([line])
    #expect(set.problems.filter { $0.line != nil } == [])
    return try #require(set.images.first)
}

@Test func `a line of AWS's guide gives its boxes`() throws {
    let line = SampleLine(
        boxes: [
            SampleBox(id: 1, left: 399, top: 251, width: 155, height: 101),
            SampleBox(id: 0, left: 86, top: 65, width: 220, height: 334),
        ],
        classMap: "{\"0\":\"Echo\",\"1\":\"Echo Dot\"}"
    )
    let expected = AnnotatedImage(
        source: "s3://bucket/images/1.png",
        size: ImageSize(width: 640, height: 480),
        state: .labelled,
        annotations: [
            Annotation(label: "Echo Dot", box: Box(left: 399, top: 251, width: 155, height: 101)),
            Annotation(label: "Echo", box: Box(left: 86, top: 65, width: 220, height: 334)),
        ]
    )
    #expect(try image(line.json) == expected)
}

@Test func `the size may be an object as on the guide's COCO page`() throws {
    let size = "{\"width\":640,\"height\":480,\"depth\":3}"
    #expect(try image(SampleLine(imageSize: size).json).size == ImageSize(width: 640, height: 480))
}

@Test func `labels are matched by name when class ids differ from line to line`() throws {
    let set = try manifest([
        SampleLine(source: "s3://bucket/1", boxes: [SampleBox(id: 4)], classMap: "{\"4\":\"dog\"}").json,
        SampleLine(
            source: "s3://bucket/2",
            boxes: [SampleBox(id: 0)],
            classMap: "{\"0\":\"dog\",\"4\":\"cat\"}"
        ).json,
        SampleLine(source: "s3://bucket/3", boxes: [SampleBox(id: 4)], classMap: "{\"4\":\"cat\"}").json,
    ])
    #expect(set.labels == ["dog", "cat"])
    #expect(set.images.flatMap(\.annotations).map(\.label) == ["dog", "dog", "cat"])
}

@Test(arguments: [
    ",\"cl-metadata\":{\"is_labeled\":true}",
    ",\"cl-errors\":[{\"code\":\"ERROR_X\",\"message\":\"m\"}],\"errors\":[],\"warnings\":[]",
    ",\"rekognition-custom-labels-object-id\":1,\"line-idx\":7,\"weather\":\"rain\"",
])
func `keys that the service or anybody else adds are tolerated`(_ extra: String) throws {
    #expect(try image(SampleLine(extra: extra).json).annotations.count == 1)
}

@Test func `predictions in a training run's snapshot are nobody's labels`() throws {
    let labels = SampleLine().json.replacing("bounding-box", with: "rekognition-custom-labels-training-0")
    let predictions = SampleLine(boxes: [SampleBox(), SampleBox(left: 100)]).json
        .replacing("bounding-box", with: "rekognition-custom-labels-evaluation")
        .replacing("\"source-ref\":\"s3://bucket/images/1.png\"", with: "\"line-idx\":1")
    let line = labels.dropLast() + "," + predictions.dropFirst()
    #expect(try image(String(line)).annotations.count == 1)
}

@Test(arguments: [
    "2013-11-18T02:53:27", "2018-10-18T22:18:13.527256", "2020-11-29T17:50:34.310Z", "2013-1-8 2:53:27",
])
func `dates of every shape in AWS's guide are accepted`(_ date: String) throws {
    #expect(try image(SampleLine(date: date).json).annotations.count == 1)
}

@Test(arguments: [
    "", "yesterday", "2013-13-18T02:53:27", "2013-11-18", "2013-11-18T02:53:27.", "2013-11-18T02:53:27ZZ",
])
func `what is no date is not`(_ date: String) throws {
    let set = try manifest([SampleLine(date: date).json])
    #expect(set.problems.first?.code == "ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT")
}

@Test(arguments: [
    SampleBox(left: -1), SampleBox(top: -0.5), SampleBox(left: 611), SampleBox(top: 441),
    SampleBox(width: -5), SampleBox(width: 1e300),
])
func `a box off the frame costs the box`(_ box: SampleBox) throws {
    let set = try manifest([SampleLine(boxes: [box, SampleBox()]).json])
    #expect(set.problems.map(\.code) == ["ERROR_INVALID_BOUNDING_BOX"])
    #expect(set.images.first?.annotations.count == 1)
}

@Test func `a box is measured after its image is scaled to 1280 pixels`() throws {
    let size = "[{\"width\":3840,\"height\":2160,\"depth\":3}]"
    let boxes = [SampleBox(width: 3, height: 300), SampleBox(width: 3.1, height: 300)]
    let set = try manifest([SampleLine(imageSize: size, boxes: boxes).json])
    #expect(set.problems.map(\.place) == ["bounding-box.annotations[0]"])
}

@Test func `a box to the very edge of the image is inside`() throws {
    let box = SampleBox(left: 0, top: 0, width: 640, height: 480)
    #expect(try image(SampleLine(boxes: [box]).json).annotations.count == 1)
}

@Test(arguments: [
    ("[{\"width\":63,\"height\":64,\"depth\":3}]", false),
    ("[{\"width\":64,\"height\":64,\"depth\":3}]", true),
    ("[{\"width\":1280,\"height\":64,\"depth\":3}]", true),
    ("[{\"width\":1281,\"height\":64,\"depth\":3}]", false),
    ("[{\"width\":4096,\"height\":4096,\"depth\":3}]", true),
])
func `images have AWS's sizes`(_ size: String, _ isAllowed: Bool) throws {
    let set = try manifest([SampleLine(imageSize: size, boxes: [SampleBox(top: 0)]).json])
    #expect(set.images.count == (isAllowed ? 1 : 0))
}

@Test func `an attribute that lacks something does not cost another in the line`() throws {
    let broken = SampleLine(classMap: "{}").json.replacing("bounding-box", with: "other").dropFirst()
        .replacing("\"source-ref\":\"s3://bucket/images/1.png\",", with: "")
    let set = try manifest([SampleLine().json.dropLast() + "," + broken])
    #expect(set.problems.map(\.code) == ["ERROR_MISSING_CLASS_MAP_ID"])
    #expect(set.entries.first?.status == .valid)
    #expect(set.images.first?.annotations.count == 1)
}

@Test func `attributes that disagree on the size are not mixed`() throws {
    let other = SampleLine(imageSize: "[{\"width\":320,\"height\":240,\"depth\":3}]").json
        .replacing("bounding-box", with: "other").dropFirst()
        .replacing("\"source-ref\":\"s3://bucket/images/1.png\",", with: "")
    let set = try manifest([SampleLine().json.dropLast() + "," + other])
    #expect(set.problems.map(\.code) == ["ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT"])
    #expect(set.problems.map(\.place) == ["other"])
}

@Test(arguments: [
    "s3://bucket", "s3://bucket/", "s3://b/key", "s3:///key", "s3://../key/x", "S3://bucket/key",
    "http://bucket/key",
    "images/1.png", "", "s3://bucket/a\\u0000b",
])
func `a source-ref that is no S3 place is refused by AWS's limits`(_ source: String) throws {
    let set = try manifest([SampleLine(source: source).json])
    #expect(set.problems.first?.code == "ERROR_INVALID_SOURCE_REF_FORMAT")
}

@Test func `a name relative to a folder is accepted from local files`() throws {
    let set = try manifest([SampleLine(source: "images/1.png").json], limits: .localFiles)
    #expect(set.images.map(\.source) == ["images/1.png"])
}
