import Foundation
import Testing

@testable import Annotations

private let line = SampleLine().json

/// A manifest whose text would make a poor name for a test.
private struct NamedManifest: CustomTestStringConvertible {
    let testDescription: String
    let text: String
}

private let byteForByte = [
    NamedManifest(testDescription: "one line", text: line + "\n"),
    NamedManifest(testDescription: "no final line end", text: line),
    NamedManifest(testDescription: "CRLF", text: line + "\r\n"),
    NamedManifest(testDescription: "byte order mark", text: "\u{FEFF}" + line + "\n"),
    NamedManifest(testDescription: "blank lines behind", text: line + "\n\n  \n"),
    NamedManifest(testDescription: "blank line before", text: "\n" + line + "\n"),
    NamedManifest(testDescription: "broken last line", text: line + "\n{broken\n"),
    NamedManifest(
        testDescription: "duplicate, other use case, stray mark",
        text: [line, line, classificationLine("2"), "\u{FEFF}"].joined(separator: "\n")
    ),
]

@Test(arguments: byteForByte)
private func `writing what was read gives the same bytes`(_ manifest: NamedManifest) throws {
    let bytes = Array(manifest.text.utf8)
    let set = try GroundTruthManifest.lines(of: bytes, file: "m")
    let written = try AnnotationFile.bytes(
        of: set,
        as: .groundTruth,
        options: WritingOptions(created: someday)
    )
    #expect(written == bytes)
    #expect(set.images.first?.annotations.count == 1)
}

@Test func `the last line counts with and without a line end, blank lines count, an end alone does not`()
    throws
{
    #expect(try manifest(line).statistics?.totalLines == 1)
    #expect(try manifest(line + "\n").statistics?.totalLines == 1)
    let set = try manifest(line + "\n\n")
    #expect(set.statistics?.totalLines == 2)
    #expect(set.statistics?.invalidLines == 1)
    #expect(set.statistics?.errorLineIndices == [2])
}

private func lines(valid: Int, invalid: Int, ignored: Int) -> [String] {
    (0..<valid).map { SampleLine(source: "s3://bucket/\($0)").json }
        + Array(repeating: "{", count: invalid)
        + (0..<ignored).map { "{\"source-ref\":\"s3://bucket/ignored/\($0)\"}" }
}

@Test func `a fifth of invalid lines is accepted and more is a failure`() throws {
    let accepted = try manifest(lines(valid: 4, invalid: 1, ignored: 0)).statistics
    #expect(accepted?.errors == [])
    let refused = try manifest(lines(valid: 3, invalid: 1, ignored: 0)).statistics
    #expect(refused?.errors.map(\.code) == [.tooManyInvalidRows])
    #expect(refused?.errors.first?.message == "The manifest file contains too many invalid rows.")
}

@Test func `ignored lines do not count as invalid`() throws {
    let statistics = try manifest(lines(valid: 1, invalid: 1, ignored: 3)).statistics
    #expect(statistics?.errors == [])
    #expect(statistics?.ignoredLines == 3)
}

@Test func `reading a file with too many invalid lines fails and names them`() throws {
    let text = lines(valid: 3, invalid: 9, ignored: 0).joined(separator: "\n")
    let error = #expect(throws: AnnotationFileError.self) {
        try AnnotationFile.read(Array(text.utf8), file: "a/b.manifest")
    }
    let description = try #require(error?.description)
    #expect(
        description.hasPrefix(
            "a/b.manifest: The manifest file contains too many invalid rows. (9 of 12 lines"
        )
    )
    #expect(description.contains("a/b.manifest:4: error: The JSON Line has an invalid format. (column 2:"))
    #expect(description.hasSuffix("and 4 more"))
}

@Test func `the later of two lines for an image is dropped and reported`() throws {
    let set = try manifest([line, SampleLine(boxes: [SampleBox(left: 99)]).json])
    #expect(set.images.map { $0.annotations.first?.box.left } == [10])
    #expect(set.problems.first?.detail == "s3://bucket/images/1.png is on line 1")
}

@Test func `a manifest without content is empty`() {
    #expect(throws: ManifestFileFailure.empty) { try manifest("") }
    #expect(throws: ManifestFileFailure.empty) { try manifest("\u{FEFF} \n\r\n") }
    #expect(ManifestFileFailure.empty.message == "The manifest file is empty.")
}

@Test func `a manifest beyond the limits is refused`() {
    var limits = ManifestLimits.customLabels
    limits.fileBytes = 10
    #expect(throws: ManifestFileFailure.sizeTooLarge) { try manifest(line, limits: limits) }
    limits = .customLabels
    limits.lines = 1
    #expect(throws: ManifestFileFailure.rowsExceedMaximum) { try manifest("\n\n", limits: limits) }
    #expect(
        ManifestFileFailure.sizeTooLarge.message
            == "The manifest file size exceeds the maximum supported size."
    )
    #expect(ManifestFileFailure.rowsExceedMaximum.message == "The manifest file has too many rows.")
}

@Test(arguments: [[UInt8]("hello\n".utf8), [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], [UInt8]("[1,2]".utf8)])
func `what is no annotation file is told so in AWS's words`(_ bytes: [UInt8]) {
    let error = #expect(throws: AnnotationFileError.self) { try AnnotationFile.read(bytes, file: "x.jpg") }
    #expect(error?.description.contains("The manifest file extension or contents are invalid.") == true)
}

@Test func `images in several buckets fail AWS's limits and not local ones`() throws {
    let lines = [line, SampleLine(source: "s3://other/1.png").json]
    #expect(try manifest(lines).statistics?.errors.map(\.code) == [.imagesInMultipleBuckets])
    #expect(try manifest(lines, limits: .localFiles).statistics?.errors == [])
}

@Test func `labels are counted per manifest`() throws {
    let many = (0..<251).map { index in
        SampleLine(source: "s3://bucket/\(index)", classMap: "{\"0\":\"label \(index)\"}").json
    }
    #expect(try manifest(many).statistics?.errors.map(\.code) == [.tooManyLabels])
    #expect(try manifest(Array(many.dropLast())).statistics?.errors == [])
    #expect(try manifest([classificationLine("1")]).statistics?.errors.map(\.code) == [.tooFewLabels])
    #expect(
        try manifest(["{\"source-ref\":\"s3://bucket/1\"}"]).statistics?.errors.map(\.code) == [.tooFewLabels]
    )
}

@Test func `one valid box makes a manifest one for detection`() throws {
    let images = [classificationLine("1"), classificationLine("2", label: "Night")]
    let statistics = try manifest(images + [line]).statistics
    #expect(statistics?.useCase == .objectLocalization)
    #expect(statistics?.validLines == 1)
    #expect(statistics?.ignoredLines == 2)
    let set = try manifest(images)
    #expect(set.statistics?.useCase == .imageLevelLabels)
    #expect(set.statistics?.validLines == 2)
    #expect(set.labels == ["Sunrise", "Night"])
    #expect(set.labelledImages.isEmpty)
    let undetermined = try manifest(["{\"source-ref\":\"s3://bucket/1\"}"]).statistics
    #expect(undetermined?.useCase == .notDetermined)
}

@Test func `statistics have AWS's keys`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let statistics = try manifest([line, "{", SampleLine(source: "s3://bucket/2").json]).statistics
    #expect(
        text(try encoder.encode(statistics)) == """
            {"error_json_line_indices":[2],"errors":[{"code":"ERROR_TOO_MANY_INVALID_ROWS_IN_MANIFEST",\
            "message":"The manifest file contains too many invalid rows."}],"ignored_json_lines":0,\
            "invalid_json_lines":1,"total_json_lines":3,"use_case":"OBJECT_LOCALIZATION","valid_json_lines":2}
            """
    )
}

@Test func `a summary compares the labels of both manifests`() throws {
    let training = try manifest([
        SampleLine(source: "s3://bucket/1", classMap: "{\"0\":\"a\"}").json,
        SampleLine(source: "s3://bucket/2", classMap: "{\"0\":\"b\"}").json,
        SampleLine(source: "s3://bucket/3", classMap: "{\"0\":\"c\"}").json,
    ])
    let testing = try manifest([SampleLine(source: "s3://bucket/4", classMap: "{\"0\":\"a\"}").json])
    let summary = try #require(ManifestSummary(training: training, testing: testing))
    #expect(summary.errors.map(\.code) == [.insufficientLabelOverlap])
    #expect(
        summary.errors.first?.message
            == "Less than 50% label overlap between the training and testing manifest files."
    )
    #expect(ManifestSummary(training: testing, testing: training)?.errors == [])
}
