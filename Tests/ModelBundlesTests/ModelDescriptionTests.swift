import FoundationEssentials
import ModelBundles
import Testing

@Test func `a description survives JSON`() throws {
    let description = sampleDescription()
    let read = try ModelDescription(json: description.json(), file: "model.json")
    #expect(read == description)
}

@Test func `the JSON has the keys that other programs read`() throws {
    let text = String(decoding: try sampleDescription().json(), as: UTF8.self)
    for line in [
        #""format_version" : "1.0""#, #""kind" : "object-detection""#, #""input_size" : 320"#,
        #""placement" : "top-left""#, #""score_floor" : 0.02"#, #""candidates_per_label" : 30"#,
        #""train_images" : 160"#, #""sha256" : "ab12""#, #""created" : "2023-11-14T22:13:20Z""#,
        #""precision" : "bf16""#, #""seed" : 18446744073709551615"#,
    ] {
        #expect(text.contains(line), "\(line) in \(text)")
    }
}

@Test func `thresholds may be null before an evaluation`() throws {
    let text = edited(#""thresholds" : [\s\S]*?\]"#, to: #""thresholds" : null"#)
    let read = try ModelDescription(json: text, file: "model.json")
    #expect(read.thresholds == [nil, nil])
    #expect(read.threshold(of: "bear") == nil)
}

@Test func `a newer minor version and unknown keys are read`() throws {
    let text = edited(#""format_version" : "1.0""#, to: #""format_version" : "1.7", "colour" : "brown""#)
    let read = try ModelDescription(json: text, file: "model.json")
    #expect(read.formatVersion == FormatVersion(major: 1, minor: 7))
}

@Test func `a newer major version is refused with a sentence that helps`() {
    let text = Data(#"{"format_version": "2.0", "everything": "else"}"#.utf8)
    let error = bundleError { _ = try ModelDescription(json: text, file: "m/model.json") }
    #expect(error == .newerFormat(file: "m/model.json", version: FormatVersion(major: 2, minor: 0)))
    #expect(
        error?.description
            == "m/model.json was made by a newer Katmai (format 2.0); this one reads format 1.x: update Katmai"
    )
}

@Test(arguments: [
    ("", 1), ("\n\n{", 3), ("{\n\"a\": 1,\n oops}", 3), ("{}\nx", 2), ("{\"a\": \"b", 1),
    ("{\"a\": [1, 2\n}", 2), ("\u{FEFF}{}\n{", 1), ("{\n\"a\"\n:\n}", 4),
])
func `text that is not JSON is an error with its line`(text: String, line: Int) {
    let error = bundleError { _ = try ModelDescription(json: Data(text.utf8), file: "model.json") }
    #expect(error == .notJSON(file: "model.json", line: line))
}

@Test(arguments: [
    (#""input_size" : 320"#, #""input_size" : 300"#, "input_size"),
    (#""input_size" : 320"#, #""input_size" : "large""#, "input_size"),
    (#""train_images" : 160,?"#, "", "data.train_images"),
    (#""labels" : [\s\S]*?\]"#, #""labels" : []"#, "labels"),
    (#""labels" : [\s\S]*?\]"#, #""labels" : ["bear", "bear"]"#, "labels"),
    (#""labels" : [\s\S]*?\]"#, #""labels" : ["bear"]"#, "thresholds"),
    ("0.25", "25", "thresholds"),
    (#""iou" : 0.5"#, #""iou" : 5"#, "suppression"),
    (#""detections_per_label" : 10"#, #""detections_per_label" : 0"#, "suppression"),
    (#""files" : \{[\s\S]*?\}"#, #""files" : {"../../etc/passwd": "00"}"#, "files"),
    (#""format_version" : "1.0""#, #""format_version" : "one""#, "format_version"),
    (#""bf16""#, #""f8""#, "precision"),
])
func `a wrong value is an error with its place`(pattern: String, replacement: String, place: String) {
    let text = edited(pattern, to: replacement)
    let error = bundleError { _ = try ModelDescription(json: text, file: "model.json") }
    guard case .badDescription("model.json", place, _) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
}

/// The sample's JSON with the first match of a pattern replaced.
private func edited(_ pattern: String, to replacement: String) -> Data {
    do {
        let text = String(decoding: try sampleDescription().json(), as: UTF8.self)
        let found = try Regex(pattern)
        #expect(text.firstMatch(of: found) != nil, "\(pattern) in \(text)")
        return Data(text.replacing(found, with: replacement, maxReplacements: 1).utf8)
    } catch {
        Issue.record(error)
        return Data()
    }
}
