import Annotations
import Catalog
import Foundation
import Testing

@testable import Projects

/// The lines of a text as a dataset takes them.
private func judged(_ text: String) throws -> DatasetLines {
    try DatasetLines(judging: Array(text.utf8), limits: .customLabels)
}

@Test func `a line becomes an entry with its labels`() throws {
    let text = line("1", ["bear", "wolf", "bear"])
    let lines = try judged("\u{FEFF}  \(text) \r\n")
    let entry = try #require(lines.entries.first)
    #expect(entry.source == "s3://bears/photos/1.png")
    #expect(entry.line == Data(text.utf8))
    #expect(entry.labels == ["bear": 2, "wolf": 1])
    #expect(entry.isLabelled)
    #expect(!entry.hasErrors)
    #expect(lines.lineNumbers == [1])
    #expect(lines.dropped.isEmpty)
}

@Test func `what AWS drops without a word is dropped with its reason`() throws {
    let long = #"{"source-ref":"s3://bears/x.png","a":"\#(String(repeating: "x", count: 100_000))"}"#
    let lines = try judged(
        [
            line("1"), #"{"a":1}"#, #"{"source-ref":"photos/1.png"}"#, "{", long, line("1"), "", line("2"),
        ].joined(separator: "\n")
    )
    #expect(lines.entries.map(\.source) == ["s3://bears/photos/1.png", "s3://bears/photos/2.png"])
    #expect(lines.lineNumbers == [1, 8])
    #expect(lines.lineCount == 8)
    #expect(
        lines.dropped.map { "\($0.line) \($0.code.rawValue)" } == [
            "2 ERROR_MISSING_SOURCE_REF",
            "3 ERROR_INVALID_SOURCE_REF_FORMAT",
            "4 ERROR_INVALID_JSON_LINE",
            "5 KATMAI_LINE_TOO_LONG",
            "6 KATMAI_DUPLICATE_SOURCE_REF",
            "7 ERROR_INVALID_JSON_LINE",
        ]
    )
}

@Test func `labelled is what AWS calls so`() throws {
    let lines = try judged(
        [
            line("box"), line("empty", []), imageLine("image", "camellia"),
            #"{"source-ref":"s3://bears/photos/bare.png"}"#,
            line("wrong").replacing("object-detection", with: "wrongtype"),
        ].joined(separator: "\n")
    )
    #expect(lines.entries.map(\.isLabelled) == [true, true, true, false, true])
    #expect(lines.entries.map(\.hasErrors) == [false, false, false, false, true])
    #expect(lines.entries[2].labels == ["camellia": 0])
}

/// A manifest on disk, read in pieces of a few bytes.
private func read(_ text: String, pieceBytes: Int) async throws -> [DatasetLines] {
    let file = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try Data(text.utf8).write(to: file)
    defer {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: file)
    }
    let reader = try ManifestReader(file, limits: .customLabels, pieceBytes: pieceBytes)
    var parts: [DatasetLines] = []
    while let part = try await reader.next() { parts.append(part.lines) }
    return parts
}

@Test(arguments: [1, 7, 500, 100_000])
func `lines are the same in pieces of any size`(pieceBytes: Int) async throws {
    let text = line("1") + "\n\r\n" + line("2") + "\r\n" + line("3")
    let parts = try await read(text, pieceBytes: pieceBytes)
    #expect(parts.flatMap { $0.entries.map(\.source) }.map { $0.suffix(5) } == ["1.png", "2.png", "3.png"])
    #expect(parts.flatMap(\.lineNumbers) == [1, 3, 4])
    #expect(parts.reduce(0) { $0 + $1.lineCount } == 4)
}

@Test func `a line without end takes little memory and is dropped`() async throws {
    let text = line("1") + "\n{\"a\":\"" + String(repeating: "x", count: 3_000_000) + "\n" + line("2")
    let parts = try await read(text, pieceBytes: 100_000)
    #expect(parts.flatMap { $0.dropped.map(\.code) } == [.lineTooLong])
    #expect(parts.flatMap(\.lineNumbers) == [1, 3])
}

@Test func `a manifest as a whole fails in AWS's words`() throws {
    var limits = ManifestLimits.customLabels
    limits.lines = 3
    limits.labels = 1
    func failure(_ lines: [String], labels: Int = 1) throws -> String? {
        var tally = ManifestTally(limits: limits)
        do throws(DatasetFailure) {
            try tally.add(DatasetLines(of: lines))
            try tally.judge(labels: labels)
            return nil
        } catch {
            return error.message
        }
    }
    #expect(try failure([line("1")]) == nil)
    #expect(try failure(["", " "]) == "The manifest file is empty.")
    #expect(try failure(["hello"]) == "The manifest file extension or contents are invalid.")
    #expect(try failure([line("1"), "{}"]) == "The manifest file has too many terminal errors.")
    #expect(try failure([line("1")], labels: 2) == "The manifest file has too many labels.")
    let four = (1...4).map { line("\($0)") }
    #expect(try failure(four) == "The manifest file has too many rows.")
}

extension DatasetLines {
    /// Judges lines of which none is a failure by itself.
    fileprivate init(of lines: [String]) {
        do throws(ManifestFileFailure) {
            let bytes = Array(lines.joined(separator: "\n").utf8)
            self = try DatasetLines(judging: bytes, limits: .customLabels)
        } catch {
            fatalError("the sample lines cannot be read: \(error)")
        }
    }
}
