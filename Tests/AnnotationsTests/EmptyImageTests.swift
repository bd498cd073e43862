import Testing

@testable import Annotations

private func state(_ line: String) throws -> AnnotatedImage.LabelState? {
    let set = try manifest([line, SampleLine(source: "s3://bucket/other.png").json])
    #expect(set.entries.first?.status == .ignored)
    #expect(set.statistics?.ignoredLines == 1)
    #expect(set.statistics?.errors == [])
    return set.entries.first?.image?.state
}

@Test func `an image labelled without a box trains as empty`() throws {
    #expect(try state(SampleLine(boxes: [], classMap: "{}").json) == .labelled)
}

@Test func `a label attribute without the array of boxes is labelled without a box`() throws {
    let line = SampleLine(boxes: [], classMap: "{}").json.replacing(",\"annotations\":[]", with: "")
    #expect(try state(line) == .labelled)
}

@Test(arguments: [true, false])
func `the console's mark tells whether somebody has looked`(_ isLabeled: Bool) throws {
    let mark = "{\"source-ref\":\"s3://bucket/1.png\",\"cl-metadata\":{\"is_labeled\":\(isLabeled)}}"
    #expect(try state(mark) == (isLabeled ? .labelled : .unlabelled))
    let extra = ",\"cl-metadata\":{\"is_labeled\":\(isLabeled)}"
    let line = SampleLine(boxes: [], classMap: "{}", extra: extra).json
    #expect(try state(line) == (isLabeled ? .labelled : .unlabelled))
}

@Test func `an image that only a machine found empty is unlabelled`() throws {
    #expect(try state(SampleLine(boxes: [], classMap: "{}", human: "no").json) == .unlabelled)
}

@Test func `an image that only names itself is unlabelled`() throws {
    #expect(try state("{\"source-ref\":\"s3://bucket/1.png\"}") == .unlabelled)
}

@Test func `an image whose every box was refused is not an empty one`() throws {
    let set = try manifest([SampleLine(boxes: [SampleBox(left: -1)]).json])
    #expect(set.labelledImages.isEmpty)
    #expect(set.entries.first?.status == .invalid)
}

@Test func `an image with a label for the whole only is unlabelled for a detector`() throws {
    let set = try manifest([classificationLine("1.png"), SampleLine().json])
    #expect(set.entries.map(\.status) == [.ignored, .valid])
    #expect(set.entries.map(\.imageLabels) == [["Sunrise"], []])
    #expect(set.images.map(\.state) == [.unlabelled, .labelled])
}
