import FoundationEssentials
import Projects
import Testing

@testable import RekognitionAPI

private func error(_ body: some Sequence<UInt8>) -> RekognitionError? {
    do throws(RekognitionError) {
        _ = try JSONDocument.members(of: Array(body))
        return nil
    } catch {
        return error
    }
}

@Test func `nothing is an empty object`() {
    #expect(error(Data()) == nil)
    #expect(error(Data(" {} ".utf8)) == nil)
}

@Test(arguments: [
    "{", "}", "{} {}", "{\"a\"}", "{\"a\":}", "{'a':1}", "{\"a\":01}", "{\"a\":\"\\ud800\"}",
    "{\"a\":1,}", "{\"a\":[1, ]}",
    "[]", "null", "5", "\"text\"", "nonsense",
])
func `what is no object is refused`(text: String) {
    #expect(error(Data(text.utf8))?.code == .serialization)
}

@Test func `bytes that are not UTF-8 are refused`() {
    #expect(error(Data([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]))?.code == .serialization)
    #expect(error(Data("{\"a\":1}".utf8.flatMap { [$0, 0] }))?.code == .serialization)
}

@Test func `nesting is bounded`() {
    func nested(_ depth: Int) -> Data {
        Data((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(error(Data("{\"a\":".utf8) + nested(31) + Data("}".utf8)) == nil)
    #expect(error(Data("{\"a\":".utf8) + nested(32) + Data("}".utf8))?.code == .serialization)
    #expect(error(nested(1_000_000))?.code == .serialization)
}

@Test func `the number of values is bounded`() {
    func list(_ count: Int) -> Data {
        Data("{\"a\":[\(Array(repeating: "1", count: count).joined(separator: ","))]}".utf8)
    }
    #expect(error(list(10_000)) == nil)
    #expect(error(list(1_000_000))?.code == .serialization)
}

@Test func `brackets and commas in texts do not count`() {
    let text = String(repeating: #"[{,\""#, count: 30_000)
    #expect(error(Data("{\"a\":\"\(text)\"}".utf8)) == nil)
}

@Test func `answers do not escape slashes`() throws {
    #expect(try wire(["a": "b/c"]) == #"{"a":"b/c"}"#)
    #expect(try wire(EmptyAnswer()) == "{}")
}

@Test(arguments: [#"{"a":"]]},,\"[[{"}"#, #"{"a":"\\"}"#, #"{"a":"\\\""}"#, #"{"a":""}"#])
func `what stands in a text is no structure, and what stands behind it is`(_ json: String) {
    let nested = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(error(Data(json.utf8)) == nil)
    let long = json.dropLast() + #","b":"# + nested + "}"
    #expect(error(Data(long.utf8))?.message.contains("levels deep") == true)
}

@Test(arguments: [#"{"a":"open"#, #"{"a":"open\"#, #"{"a":"open\""#, #"{""#])
func `a text that does not end is no JSON`(_ json: String) {
    #expect(error(Data(json.utf8))?.code == .serialization)
}

@Test func `detections are written as the encoder writes them`() throws {
    let label = { (name: String, confidence: Double, frame: DetectedLabel.Frame?) in
        CustomLabel(DetectedLabel(name: name, confidencePercent: confidence, frame: frame))
    }
    let labels = [
        label("bear", 97.12345, .init(left: 0.1, top: 1e-6, width: 1.0 / 3, height: 1)),
        label("\"Bär\" \\ a/b\n", 100, .init(left: 0, top: -0.5, width: 5e-300, height: 123_456_789)),
        label("whole", 0.001, nil),
    ]
    for some in [labels, []] {
        let answer = DetectCustomLabels.Answer(labels: some)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(
            String(decoding: answer.json, as: UTF8.self)
                == String(decoding: try encoder.encode(answer), as: UTF8.self)
        )
    }
}

@Test func `a syntax error says where`() {
    #expect(error(Data(#"{"a":01}"#.utf8))?.message.hasSuffix("a number is malformed, at byte 5") == true)
}
