import Testing

@testable import Annotations

/// One row of AWS's table of line errors: a line that has it, and what must be said of it.
struct IssueCase: CustomTestStringConvertible, Sendable {
    let code: String
    let message: String
    let place: ManifestIssue.Place
    let status: Entry.Status
    let line: String
    /// Codes that come beside it, in order.
    var others: [String] = []

    var testDescription: String { code }
}

private let attribute = ManifestIssue.Place.attribute("bounding-box")
private let metadata = ManifestIssue.Place.metadata("bounding-box")
private let small = SampleBox(left: 0, top: 0, width: 1, height: 1)

private let issueCases: [IssueCase] = [
    IssueCase(
        code: "ERROR_MISSING_SOURCE_REF",
        message: "The source-ref key is missing.",
        place: .top,
        status: .invalid,
        line: SampleLine().json.replacing("source-ref", with: "source_ref")
    ),
    IssueCase(
        code: "ERROR_INVALID_SOURCE_REF_FORMAT",
        message: "The format of the source-ref value is invalid. ",
        place: .top,
        status: .invalid,
        line: SampleLine(source: "https://bucket/1.png").json
    ),
    IssueCase(
        code: "ERROR_NO_LABEL_ATTRIBUTES",
        message: "No label attributes found.",
        place: .top,
        status: .invalid,
        line: SampleLine().json.replacing("bounding-box-metadata", with: "bounding-box-meta")
    ),
    IssueCase(
        code: "ERROR_INVALID_LABEL_ATTRIBUTE_FORMAT",
        message: "The format of the label attribute bounding-box is invalid.",
        place: attribute,
        status: .invalid,
        line: SampleLine(imageSize: "[]").json
    ),
    IssueCase(
        code: "ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT",
        message: "The format of the label attribute metadata is invalid.",
        place: metadata,
        status: .invalid,
        line: SampleLine(human: "perhaps").json
    ),
    IssueCase(
        code: "ERROR_NO_VALID_LABEL_ATTRIBUTES",
        message: "No valid label attributes found.",
        place: .top,
        status: .invalid,
        line: SampleLine(boxes: [small]).json,
        others: ["ERROR_BOUNDING_BOX_TOO_SMALL", "ERROR_NO_VALID_ANNOTATIONS"]
    ),
    IssueCase(
        code: "ERROR_MISSING_BOUNDING_BOX_CONFIDENCE",
        message: "One or more bounding boxes has a missing confidence value.",
        place: metadata,
        status: .invalid,
        line: SampleLine(objects: "[{}]").json
    ),
    IssueCase(
        code: "ERROR_MISSING_CLASS_MAP_ID",
        message: "One of more class ids is missing from the class map.",
        place: metadata,
        status: .invalid,
        line: SampleLine(boxes: [SampleBox(id: 7)]).json
    ),
    IssueCase(
        code: "ERROR_INVALID_JSON_LINE",
        message: "The JSON Line has an invalid format.",
        place: .top,
        status: .invalid,
        line: SampleLine().json + "}"
    ),
    IssueCase(
        code: "ERROR_INVALID_IMAGE_DIMENSION",
        message: "The image dimension(s) do not conform to allowed dimensions. ",
        place: attribute,
        status: .invalid,
        line: SampleLine(imageSize: "{\"width\":4097,\"height\":480,\"depth\":3}").json
    ),
    IssueCase(
        code: "ERROR_INVALID_BOUNDING_BOX",
        message: "The bounding box has off frame values.",
        place: .annotation("bounding-box", 1),
        status: .valid,
        line: SampleLine(boxes: [SampleBox(), SampleBox(left: 620)]).json
    ),
    IssueCase(
        code: "ERROR_BOUNDING_BOX_TOO_SMALL",
        message: "The height and width of the bounding box is too small.",
        place: .annotation("bounding-box", 0),
        status: .valid,
        line: SampleLine(boxes: [small, SampleBox()]).json
    ),
    IssueCase(
        code: "ERROR_NO_VALID_ANNOTATIONS",
        message: "No valid annotations found.",
        place: attribute,
        status: .invalid,
        line: SampleLine(boxes: [small]).json,
        others: ["ERROR_BOUNDING_BOX_TOO_SMALL", "ERROR_NO_VALID_LABEL_ATTRIBUTES"]
    ),
    IssueCase(
        code: "ERROR_TOO_MANY_BOUNDING_BOXES",
        message: "There are more bounding boxes than the allowed maximum.",
        place: attribute,
        status: .invalid,
        line: SampleLine(boxes: Array(repeating: SampleBox(), count: 51)).json,
        others: ["ERROR_NO_VALID_LABEL_ATTRIBUTES"]
    ),
    IssueCase(
        code: "ERROR_UNSUPPORTED_USE_CASE_TYPE",
        message:
            "The use case type of the bounding-box-metadata label attribute metadata is unsupported. Check the type field.",
        place: metadata,
        status: .invalid,
        line: SampleLine(type: "groundtruth/wrongtype").json,
        others: ["ERROR_NO_VALID_LABEL_ATTRIBUTES"]
    ),
    IssueCase(
        code: "ERROR_INVALID_LABEL_NAME_LENGTH",
        message: "The length of a label name is invalid.",
        place: metadata,
        status: .invalid,
        line: SampleLine(classMap: "{\"0\":\"\(String(repeating: "x", count: 257))\"}").json,
        others: ["ERROR_NO_VALID_LABEL_ATTRIBUTES"]
    ),
    IssueCase(
        code: "WARNING_UNANNOTATED_RECORD",
        message: "Record is unannotated.",
        place: .top,
        status: .ignored,
        line: "{\"source-ref\":\"s3://bucket/images/1.png\"}"
    ),
    IssueCase(
        code: "WARNING_NO_ANNOTATIONS",
        message: "No annotations were found.",
        place: .top,
        status: .ignored,
        line: SampleLine(boxes: [], classMap: "{}").json,
        others: ["WARNING_NO_ATTRIBUTE_ANNOTATIONS"]
    ),
    IssueCase(
        code: "WARNING_NO_ATTRIBUTE_ANNOTATIONS",
        message: "No attribute annotations were found.",
        place: attribute,
        status: .ignored,
        line: SampleLine(boxes: [], classMap: "{}").json,
        others: ["WARNING_NO_ANNOTATIONS"]
    ),
    IssueCase(
        code: "KATMAI_LINE_TOO_LONG",
        message: "The JSON Line is too long.",
        place: .top,
        status: .invalid,
        line: SampleLine(extra: String(repeating: " ", count: 100_000)).json
    ),
    IssueCase(
        code: "KATMAI_DUPLICATE_SOURCE_REF",
        message: "The source-ref is that of an earlier line.",
        place: .top,
        status: .invalid,
        line: SampleLine(source: "s3://bucket/first.png").json
    ),
]

@Test(arguments: issueCases)
func `a line's fault is reported with AWS's code, words, line and place`(_ issue: IssueCase) throws {
    let set = try manifest([SampleLine(source: "s3://bucket/first.png").json, issue.line])

    let problems = set.problems.filter { $0.line != nil }
    #expect(problems.allSatisfy { $0.line == 2 && $0.file == "m.manifest" })
    let problem = try #require(problems.first { $0.code == issue.code })
    #expect(problem.message == issue.message)
    #expect(problem.place == issue.place.description)
    #expect(problem.severity == (issue.code.hasPrefix("WARNING") ? .warning : .error))
    #expect(problems.map(\.code).filter { $0 != issue.code } == issue.others)
    #expect(set.entries[1].status == issue.status)
    #expect(set.statistics?.errorLineIndices == (problem.severity == .error ? [2] : []))
}

@Test func `the table of cases has every code but the one that needs the images`() {
    let tested = Set(issueCases.map(\.code))
    #expect(Set(ManifestIssueCode.allCases.map(\.rawValue)).subtracting(tested) == ["ERROR_INVALID_IMAGE"])
    let issue = ManifestIssue(.invalidImage)
    #expect(issue.message == "The image is invalid. Check S3 path and/or image properties.")
}

@Test func `a problem reads like a compiler's message`() throws {
    let set = try manifest([SampleLine(source: "https://bucket/1.png").json])
    let description = """
        m.manifest:1: error: The format of the source-ref value is invalid. (https://bucket/1.png) \
        at top level [ERROR_INVALID_SOURCE_REF_FORMAT]
        """
    #expect(set.problems.first?.description == description)
}
