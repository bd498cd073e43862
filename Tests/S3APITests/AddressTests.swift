import HTTPTypes
import NIOCore
import ObjectStorage
import Testing

@testable import S3API

private func address(_ path: String, host: String = "localhost:8080") throws -> S3Address {
    try S3Address(path: path, host: host, domains: ["localhost", "s3.example.org"])
}

@Test(
    arguments: [
        ("/", nil, nil), ("/bears", "bears", nil), ("/bears/", "bears", nil), ("/bears/a", "bears", "a"),
        ("/bears//", "bears", "/"), ("/bears/a//b/", "bears", "a//b/"), ("/bears/../x", "bears", "../x"),
        ("/bears/a%2Fb%20c+d", "bears", "a/b c+d"), ("/bears/%C3%BC", "bears", "ü"),
        ("/bears/ü", "bears", "ü"),
        ("/bears/%25", "bears", "%"),
    ] as [(String, String?, String?)]
)
func `a key is what stands behind the bucket, to the byte`(
    _ path: String,
    _ bucket: String?,
    _ key: String?
) throws {
    let found = try address(path)
    #expect(found.bucket == bucket)
    #expect(found.key == key)
    #expect(found.hostBucket == nil)
}

@Test func `a bucket may stand in the host`() throws {
    let named = try address("/a//b", host: "bears.localhost:8080")
    #expect(named.bucket == "bears")
    #expect(named.key == "a//b")
    #expect(named.hostBucket == "bears")
    #expect(try address("/", host: "my.bears.s3.example.org").bucket == "my.bears")
    #expect(try address("/bears/a", host: "127.0.0.1").bucket == "bears")
    #expect(try address("/bears", host: "notlocalhost").bucket == "bears")
}

@Test(arguments: ["", "bears", "/bears/%", "/bears/%G0", "/bears/%FF", "//key"])
func `a path that names nothing is refused`(_ path: String) {
    #expect(throws: S3Error.invalidURI) { try address(path) }
}

@Test func `requests to a bucket's own host are about that bucket`() async throws {
    let s3 = try await DoorFixture()
    #expect(
        try await s3.send(.put, "/a", body: Array("bear".utf8), host: "bears.localhost:8080").status == 200
    )
    #expect(try await s3.send(.get, "/bears/a").text == "bear")
    #expect(try await s3.send(.get, "/", host: "bears.localhost:8080").elements("Key") == ["a"])
}

@Test(arguments: ["a", "a//b", "..", "%2E", "a%20b", "%C3%BC", "a%0Ab", "%25", "+", "a%2Fb%3F%26%23"])
func `any key goes in and out by its path, its listing and its copy`(_ path: String) async throws {
    let s3 = try await DoorFixture()
    #expect(try await s3.send(.put, "/bears/\(path)", text: "bear").status == 200)
    #expect(try await s3.send(.get, "/bears/\(path)").text == "bear")
    let listed = try #require(try await s3.send(.get, "/bears?encoding-type=url").element("Key"))
    #expect(PercentCoding.decode(listed.utf8) == PercentCoding.decode(path.utf8))
    let source: HTTPFields = [.copySource: "bears/\(path)"]
    #expect(try await s3.send(.put, "/bears/copies/x", source).status == 200)
    #expect(try await s3.send(.delete, "/bears/\(path)").status == 204)
    #expect(try await s3.send(.get, "/bears?list-type=2").elements("Key") == ["copies/x"])
}

@Test func `documents escape what XML would take for its own`() {
    let document = XMLText.document("Root") { xml in
        xml.element("A", "<&>\"\u{1}\n")
        xml.element("B", nil)
        xml.element("C") { $0.element("D", "ü") }
    }
    let text = String(buffer: document.buffer)
    #expect(
        text.hasPrefix(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Root xmlns=\"http://s3.amazonaws.com/doc/"
        )
    )
    #expect(text.hasSuffix("><A>&lt;&amp;&gt;&quot;&#x1;&#xa;</A><C><D>ü</D></C></Root>"))
}
