import HTTPTypes
import S3API
import Testing

private func fixture() async throws -> DoorFixture {
    let s3 = try await DoorFixture()
    for key in ["a", "a/b", "a/c", "b%20%26%3C", "z/%C3%BC"] {
        _ = try await s3.send(.put, "/bears/\(key)", text: "x")
    }
    return s3
}

@Test func `the second version lists page by page`() async throws {
    let s3 = try await fixture()
    let first = try await s3.send(.get, "/bears?list-type=2&max-keys=2&encoding-type=url")
    #expect(first.elements("Key") == ["a", "a/b"])
    #expect(first.element("KeyCount") == "2")
    #expect(first.element("MaxKeys") == "2")
    #expect(first.element("IsTruncated") == "true")
    #expect(first.element("EncodingType") == "url")
    #expect(first.element("ETag") == "&quot;9dd4e461268c8034f5c8564e155c67a6&quot;")
    #expect(first.element("Size") == "1")
    #expect(first.element("StorageClass") == "STANDARD")
    #expect(first.element("Owner") == nil)
    let token = try #require(first.element("NextContinuationToken")).replacing("=", with: "%3D")
    let second = try await s3.send(
        .get,
        "/bears?list-type=2&encoding-type=url&continuation-token=\(token)&fetch-owner=true"
    )
    #expect(second.elements("Key") == ["a/c", "b%20%26%3C", "z/%C3%BC"])
    #expect(second.element("IsTruncated") == "false")
    #expect(second.element("NextContinuationToken") == nil)
    #expect(second.elements("Owner").count == 3)
}

@Test func `the first version goes on from a marker`() async throws {
    let s3 = try await fixture()
    let plain = try await s3.send(.get, "/bears?max-keys=4")
    #expect(plain.elements("Key") == ["a", "a/b", "a/c", "b &amp;&lt;"])
    #expect(plain.element("NextMarker") == nil, "the last key is the marker")
    #expect(plain.elements("Owner").count == 4)
    let cut = try await s3.send(.get, "/bears?max-keys=2&delimiter=/")
    #expect(cut.elements("Key") == ["a"])
    #expect(cut.elements("CommonPrefixes") == ["<Prefix>a/</Prefix>"])
    #expect(cut.element("NextMarker") == "a/")
    let rest = try await s3.send(.get, "/bears?delimiter=/&marker=a/")
    #expect(rest.elements("Key") == ["b &amp;&lt;"])
    #expect(rest.elements("CommonPrefixes") == ["<Prefix>z/</Prefix>"])
}

@Test(arguments: [
    ("max-keys=-1", "max-keys"), ("max-keys=x", "max-keys"), ("encoding-type=base64", "encoding-type"),
    ("list-type=2&continuation-token=%21", "continuation-token"),
])
func `a listing that makes no sense is refused`(_ query: String, _ name: String) async throws {
    let s3 = try await fixture()
    let answer = try await s3.send(.get, "/bears?\(query)")
    #expect(answer.status == 400)
    #expect(answer.element("Code") == "InvalidArgument")
    #expect(answer.element("ArgumentName") == name)
}

@Test func `a page has at most 1,000 keys, and none may be asked for`() async throws {
    let s3 = try await fixture()
    #expect(try await s3.send(.get, "/bears?list-type=2&max-keys=5000").element("MaxKeys") == "1000")
    let none = try await s3.send(.get, "/bears?list-type=2&max-keys=0")
    #expect(none.elements("Key").isEmpty)
    #expect(none.element("IsTruncated") == "false")
}

@Test func `a listing tells a checksum without its value`() async throws {
    let s3 = try await DoorFixture()
    _ = try await s3.send(.put, "/bears/a", [.amazonHeader("checksum-crc32"): "jNwWgw=="], text: "x")
    let list = try await s3.send(.get, "/bears?list-type=2")
    #expect(list.element("ChecksumAlgorithm") == "CRC32")
    #expect(list.element("ChecksumType") == "FULL_OBJECT")
}
