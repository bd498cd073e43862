import Foundation
import Testing

@testable import Annotations

/// A line as a listing shows it after it was judged.
private func shown(_ line: String, isLabelled: Bool = true) throws -> String {
    let issues = try manifest([line]).entries[0].issues
    return text(DatasetLine.shown(Array(line.utf8), isLabelled: isLabelled, issues: issues))
}

@Test func `a good line gets cl-metadata behind everything else`() throws {
    let line = SampleLine().json
    #expect(try shown(line) == String(line.dropLast()) + #","cl-metadata":{"is_labeled":true}}"#)
}

@Test func `an unlabelled line says so`() throws {
    #expect(
        try shown(#"{"source-ref":"s3://bucket/1.png"}"#, isLabelled: false)
            == #"{"source-ref":"s3://bucket/1.png","cl-metadata":{"is_labeled":false}}"#
    )
}

@Test func `keys of an earlier listing are replaced`() throws {
    let line = SampleLine(extra: #","cl-metadata":{"is_labeled":false},"cl-errors":[{"code":"X"}]"#).json
    #expect(try shown(line) == String(SampleLine().json.dropLast()) + #","cl-metadata":{"is_labeled":true}}"#)
}

@Test func `errors stand where AWS's sample has them`() throws {
    let line = SampleLine(type: "groundtruth/wrongtype").json
    let result = try shown(line)
    #expect(
        result.contains(
            #""job-name":"my job","cl-errors":[{"code":"ERROR_UNSUPPORTED_USE_CASE_TYPE","message":"The use case "#
                + #"type of the bounding-box-metadata label attribute metadata is unsupported. Check the type field."}]}"#
        )
    )
    #expect(
        result.hasSuffix(
            #""cl-metadata":{"is_labeled":true},"cl-errors":[{"code":"ERROR_NO_VALID_LABEL_ATTRIBUTES","#
                + #""message":"No valid label attributes found."}]}"#
        )
    )
}

@Test func `a box's error stands in the box`() throws {
    let line = SampleLine(boxes: [SampleBox(), SampleBox(left: 630)]).json
    let result = try shown(line)
    let error =
        #""cl-errors":[{"code":"ERROR_INVALID_BOUNDING_BOX","#
        + #""message":"The bounding box has off frame values."}]"#
    #expect(result.contains(#""left":630.0,"width":30.0,"height":40.0,\#(error)}]"#))
    #expect(result.components(separatedBy: "cl-errors").count == 2)
}

@Test func `an attribute's error stands in the attribute`() throws {
    let line = SampleLine(boxes: [SampleBox(width: 0.5)]).json
    let result = try shown(line)
    #expect(result.contains(#""ERROR_BOUNDING_BOX_TOO_SMALL""#))
    #expect(
        result.contains(
            #"],"cl-errors":[{"code":"ERROR_NO_VALID_ANNOTATIONS","message":"No valid annotations found."}]}"#
        )
    )
}

@Test func `warnings are not shown`() throws {
    let result = try shown(SampleLine(boxes: []).json)
    #expect(!result.contains("WARNING"))
    #expect(!result.contains("cl-errors"))
}
