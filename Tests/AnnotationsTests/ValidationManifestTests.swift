import Testing

@testable import Annotations

private func validated(_ line: String, adding found: [Int: [ManifestIssue]] = [:]) throws -> String {
    text(ValidationManifest.bytes(of: try manifest(line), adding: found))
}

@Test func `a line without issues stays as it is`() throws {
    let line = SampleLine().json + "\r\n"
    #expect(try validated(line) == line)
}

@Test func `an error of a box stands in the box`() throws {
    let small = SampleBox(left: 0, top: 0, width: 1, height: 1)
    let line = SampleLine(boxes: [small, SampleBox()]).json
    let error = """
        ,"errors":[{"code":"ERROR_BOUNDING_BOX_TOO_SMALL",\
        "message":"The height and width of the bounding box is too small."}]}
        """
    #expect(try validated(line) == line.replacing(small.json, with: small.json.dropLast() + error))
}

@Test func `warnings stand in the attribute and at the top level, as in AWS's sample`() throws {
    let line = SampleLine(boxes: [], classMap: "{}").json
    let inAttribute = """
        "annotations":[],"warnings":[{"code":"WARNING_NO_ATTRIBUTE_ANNOTATIONS",\
        "message":"No attribute annotations were found."}]
        """
    let atTop =
        ",\"warnings\":[{\"code\":\"WARNING_NO_ANNOTATIONS\",\"message\":\"No annotations were found.\"}]}"
    #expect(try validated(line) == line.replacing("\"annotations\":[]", with: inAttribute).dropLast() + atTop)
}

@Test func `errors of the metadata and of the line stand side by side`() throws {
    let line = SampleLine(type: "groundtruth/wrongtype").json
    let inMetadata = """
        "job-name":"my job","errors":[{"code":"ERROR_UNSUPPORTED_USE_CASE_TYPE","message":"The use case type of the \
        bounding-box-metadata label attribute metadata is unsupported. Check the type field."}]
        """
    let atTop = """
        ,"errors":[{"code":"ERROR_NO_VALID_LABEL_ATTRIBUTES","message":"No valid label attributes found."}]}
        """
    #expect(
        try validated(line) == line.replacing("\"job-name\":\"my job\"", with: inMetadata).dropLast() + atTop
    )
}

@Test func `a line that is no JSON is replaced by its error`() throws {
    let error =
        "{\"errors\":[{\"code\":\"ERROR_INVALID_JSON_LINE\",\"message\":\"The JSON Line has an invalid format.\"}]}"
    #expect(try validated("{\"source-ref\"\r\n\n[1]") == "\(error)\r\n\(error)\n\(error)")
}

@Test func `an error of a part that cannot hold it stands at the top level`() throws {
    let line = "{\"source-ref\":\"s3://bucket/1\",\"a\":\"x\",\"a-metadata\":\"y\"}"
    let written = try validated(line)
    #expect(
        written.hasPrefix(
            line.dropLast() + ",\"errors\":[{\"code\":\"ERROR_INVALID_LABEL_ATTRIBUTE_METADATA_FORMAT\""
        )
    )
}

@Test func `what an earlier validation wrote is replaced, wherever it stands`() throws {
    let small = SampleBox(left: 0, top: 0, width: 1, height: 1)
    let line = SampleLine(boxes: [small, SampleBox()]).json
    let once = try validated(line)
    #expect(try validated(once) == once)
    let repaired = once.replacing("\"width\":1.0,\"height\":1.0", with: "\"width\":9,\"height\":9")
    let expected = line.replacing("\"width\":1.0,\"height\":1.0", with: "\"width\":9,\"height\":9")
    #expect(try validated(repaired) == expected)
    let stale = SampleLine(extra: ",\"warnings\":[1],\"x\":1, \"errors\":[2] ").json
    #expect(try validated(stale) == SampleLine(extra: ",\"x\":1").json)
    #expect(try validated("{\"errors\":[], " + SampleLine().json.dropFirst()) == SampleLine().json)
}

@Test func `issues found in the images are added`() throws {
    let line = SampleLine().json
    let written = try validated(line, adding: [1: [ManifestIssue(.invalidImage)]])
    let error = """
        ,"errors":[{"code":"ERROR_INVALID_IMAGE",\
        "message":"The image is invalid. Check S3 path and/or image properties."}]}
        """
    #expect(written == line.dropLast() + error)
}

@Test func `a validation manifest reads like the manifest it is made of`() throws {
    let small = SampleBox(left: 0, top: 0, width: 1, height: 1)
    let set = try manifest([
        SampleLine(boxes: [small, SampleBox()]).json,
        SampleLine(source: "s3://bucket/2", boxes: [small]).json,
        SampleLine(source: "s3://bucket/3", boxes: [], classMap: "{}").json, classificationLine("4"), "{", "",
    ])
    let again = try manifest(text(ValidationManifest.bytes(of: set)))
    #expect(again.images == set.images)
    #expect(again.entries.map(\.status) == set.entries.map(\.status))
}
