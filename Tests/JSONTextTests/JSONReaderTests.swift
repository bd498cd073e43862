import Testing

@testable import JSONText

private func read(_ text: String) throws -> JSONValue {
    let bytes = Array(text.utf8)
    return try JSONReader.value(in: bytes, range: 0..<bytes.count)
}

@Test(arguments: [
    ("0", 0.0), ("-0", 0.0), ("640", 640.0), ("1.5", 1.5), ("-0.1", -0.1), ("0.3", 0.3), ("1e3", 1000),
    ("1E-2", 0.01),
    ("123456789012345678", 123_456_789_012_345_680), ("3.141592653589793238", .pi),
    ("5e-324", Double.leastNonzeroMagnitude), ("1e-999", 0),
])
func `numbers are read to the nearest double`(_ text: String, _ number: Double) throws {
    #expect(try read(text).asNumber == number)
}

@Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "01", "1.", ".5", "+1", "1e", "1e999", "-", "nul",
    "True",
    "\"a", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\t\"", "\"\u{0}\"", "1 2", "NaN",
    "{\"a\":1}}",
])
func `what is no JSON is refused`(_ text: String) {
    #expect(throws: JSONSyntaxError.self) { try read(text) }
}

@Test func `bytes that are not UTF-8 are refused`() {
    for bytes: [UInt8] in [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0xE2, 0x82, 0x22],
    ] {
        #expect(throws: JSONSyntaxError.self) { try JSONReader.value(in: bytes, range: 0..<bytes.count) }
    }
}

@Test func `a syntax error tells where`() {
    let error = #expect(throws: JSONSyntaxError.self) { try read("{\"a\": 1 \"b\": 2}") }
    #expect(error == JSONSyntaxError(offset: 8, reason: "a comma or } is expected"))
}

@Test func `strings are unescaped`() throws {
    let value = try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00 é""#)
    #expect(value.asText == "\"\\/\u{8}\u{C}\n\r\té😀 é")
}

@Test func `nesting has a limit`() throws {
    let deep = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    #expect(try read(deep(128)).asArray != nil)
    #expect(throws: JSONSyntaxError.self) { try read(deep(129)) }
    #expect(throws: JSONSyntaxError.self) { try read(deep(100_000)) }
}

@Test func `of keys that repeat the last wins, in small objects and large ones`() throws {
    #expect(try read("{\"a\":1,\"b\":2,\"a\":3}").asObject?["a"]?.asNumber == 3)
    let many = (0..<20).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(try read("{\"a\":1,\(many),\"a\":3}").asObject?["a"]?.asNumber == 3)
}

@Test func `an object knows where it stands`() throws {
    let text = "{\"a\": {\"b\": 1} , \"c\":2}"
    let object = try #require(try read(text).asObject)
    #expect(object.range == 0..<text.utf8.count)
    #expect(object["a"]?.asObject?.range == 6..<14)
    #expect(object.members.map(\.range) == [1..<14, 17..<22])
}

@Test(arguments: [
    (0.0, "0"), (640.0, "640"), (-3.0, "-3"), (12.5, "12.5"), (0.1, "0.1"), (1e20, "1e+20"),
    (1.0 / 3, "0.3333333333333333"),
])
func `numbers are written so that they read back the same`(_ number: Double, _ text: String) throws {
    var writer = JSONWriter()
    writer.number(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
    #expect(try read(text).asNumber == number)
}

@Test func `strings are written without escaped slashes`() throws {
    var writer = JSONWriter()
    writer.string("s3://a/\"b\"\\\u{1}\u{1F}\né")
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #""s3://a/\"b\"\\\u0001\u001f\né""#)
}

@Test func `a reader may be told to take less`() throws {
    func read(_ text: String) throws -> JSONValue {
        let bytes = Array(text.utf8)
        let limits = JSONReader.Limits(depth: 2, values: 3)
        return try JSONReader.value(in: bytes, range: 0..<bytes.count, limits: limits)
    }
    #expect(try read("[[1]]").asArray?.count == 1)
    #expect(throws: JSONSyntaxError.self) { try read("[[[]]]") }
    #expect(throws: JSONSyntaxError.self) { try read("[1,2,3]") }
}

@Test(arguments: [0, 1, 15, 16, 17, 63, 64, 65, 1000])
func `what stands anywhere in a long string is seen`(before: Int) throws {
    let text = String(repeating: "x", count: before)
    #expect(try read("\"\(text)é\(text)\"").asText == "\(text)é\(text)")
    #expect(try read("\"\(text)\\n\(text)\\\\\"").asText == "\(text)\n\(text)\\")
    let control = #expect(throws: JSONSyntaxError.self) { try read("\"\(text)\u{1F}\(text)\"") }
    #expect(control == JSONSyntaxError(offset: before + 1, reason: "a control character stands in a string"))
    #expect(throws: JSONSyntaxError.self) { try read("\"\(text)") }
    #expect(try read("\"\(text)\u{7F} \"").asText == "\(text)\u{7F} ")
}
