import FoundationEssentials
import Testing

@testable import RekognitionAPI

private func error(_ body: Data) -> RekognitionError? {
    do throws(RekognitionError) {
        _ = try JSONDocument.members(of: body)
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
