import Foundation
import HTTPTypes
import S3API
import Testing

@Test func `an object comes back with all that was said of it`() async throws {
    let s3 = try await DoorFixture()
    let said: HTTPFields = [
        .contentType: "image/jpeg", .cacheControl: "no-cache", .contentDisposition: "inline",
        .contentEncoding: "aws-chunked,gzip", .contentLanguage: "is", .expires: "never",
        .amazonHeader("meta-who"): "Otis", .amazonHeader("storage-class"): "STANDARD_IA",
    ]
    let put = try await s3.send(.put, "/bears/otis.jpg", said, text: "a bear")
    #expect(put.status == 200)
    #expect(put.headers[.eTag] == "\"55c5872e02058083fce51af088b7ef0f\"")
    for method in [HTTPRequest.Method.get, .head] {
        let got = try await s3.send(method, "/bears/otis.jpg")
        #expect(got.status == 200)
        #expect(got.text == (method == .get ? "a bear" : ""))
        #expect(got.headers[.contentLength] == "6")
        #expect(got.headers[.eTag] == put.headers[.eTag])
        #expect(got.headers[.lastModified] == "Tue, 14 Nov 2023 22:13:20 GMT")
        #expect(got.headers[.contentEncoding] == "gzip")
        #expect(got.headers[.acceptRanges] == "bytes")
        for name in [
            HTTPField.Name.contentType, .cacheControl, .contentDisposition, .contentLanguage, .expires,
        ] {
            #expect(got.headers[name] == said[name])
        }
        #expect(got.headers[.amazonHeader("meta-who")] == "Otis")
        #expect(got.headers[.amazonHeader("storage-class")] == "STANDARD_IA")
    }
    let plain = try await s3.send(.put, "/bears/plain", text: "")
    #expect(plain.status == 200)
    #expect(try await s3.send(.get, "/bears/plain").headers[.contentType] == "binary/octet-stream")
}

@Test(arguments: [
    ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=8-", 206, "89", "bytes 8-9/10"),
    ("bytes=-3", 206, "789", "bytes 7-9/10"), ("bytes=5-100", 206, "56789", "bytes 5-9/10"),
    ("bytes=-100", 206, "0123456789", "bytes 0-9/10"), ("bytes=10-", 416, "", "bytes */10"),
    ("bytes=-0", 416, "", "bytes */10"), ("bytes=3-1", 200, "0123456789", nil),
    ("bytes=0-1,4-5", 200, "0123456789", nil), ("lines=1-2", 200, "0123456789", nil),
    ("bytes=9223372036854775807-9223372036854775807", 416, "", "bytes */10"),
    ("bytes=0-9223372036854775807", 206, "0123456789", "bytes 0-9/10"),
])
func `a range of an object`(_ range: String, _ status: Int, _ text: String, _ content: String?) async throws {
    let s3 = try await DoorFixture()
    _ = try await s3.send(.put, "/bears/a", text: "0123456789")
    let got = try await s3.send(.get, "/bears/a", [.range: range])
    #expect(got.status == status)
    #expect(got.headers[.contentRange] == content)
    if status == 416 {
        #expect(got.element("Code") == "InvalidRange")
        #expect(got.element("ActualObjectSize") == "10")
    } else {
        #expect(got.text == text)
        #expect(got.headers[.contentLength] == "\(text.utf8.count)")
    }
}

@Test func `conditions of a read hold or not`() async throws {
    let s3 = try await DoorFixture()
    let etag = try #require(try await s3.send(.put, "/bears/a", text: "a bear").headers[.eTag])
    let before = "Tue, 14 Nov 2023 22:13:19 GMT"
    let then = "Tue, 14 Nov 2023 22:13:20 GMT"
    let cases: [(HTTPFields, Int)] = [
        ([.ifMatch: etag], 200), ([.ifMatch: "\"other\", \(etag)"], 200), ([.ifMatch: "\"other\""], 412),
        ([.ifMatch: "*"], 200), ([.ifNoneMatch: etag], 304), ([.ifNoneMatch: "\"other\""], 200),
        ([.ifNoneMatch: "W/\(etag)"], 304), ([.ifModifiedSince: then], 304),
        ([.ifModifiedSince: before], 200),
        ([.ifUnmodifiedSince: then], 200), ([.ifUnmodifiedSince: before], 412),
        ([.ifMatch: etag, .ifUnmodifiedSince: before], 200),
        ([.ifNoneMatch: "\"x\"", .ifModifiedSince: then], 200),
        ([.ifModifiedSince: "whenever"], 200),
    ]
    for (headers, status) in cases {
        let got = try await s3.send(.get, "/bears/a", headers)
        #expect(got.status == status, "\(headers)")
        if status == 412 { #expect(got.element("Code") == "PreconditionFailed") }
        if status == 304 { #expect(got.bytes.isEmpty) }
        #expect(try await s3.send(.head, "/bears/a", headers).status == status)
    }
}

@Test func `conditions of a write hold or not`() async throws {
    let s3 = try await DoorFixture()
    let first = try await s3.send(.put, "/bears/a", [.ifNoneMatch: "*"], text: "one")
    #expect(first.status == 200)
    #expect(try await s3.send(.put, "/bears/a", [.ifNoneMatch: "*"], text: "two").status == 412)
    let etag = try #require(first.headers[.eTag])
    #expect(try await s3.send(.put, "/bears/a", [.ifMatch: etag], text: "two").status == 200)
    #expect(try await s3.send(.put, "/bears/a", [.ifMatch: etag], text: "three").status == 412)
    #expect(try await s3.send(.put, "/bears/b", [.ifMatch: etag], text: "x").element("Code") == "NoSuchKey")
    #expect(try await s3.send(.put, "/bears/a", [.ifNoneMatch: etag], text: "x").status == 501)
    #expect(try await s3.send(.get, "/bears/a").text == "two")
    #expect(try await s3.send(.delete, "/bears/a", [.ifMatch: etag]).status == 412)
}

@Test func `a reader may ask for other headers`() async throws {
    let s3 = try await DoorFixture()
    _ = try await s3.send(.put, "/bears/a", text: "x")
    let target = "/bears/a?response-content-type=text%2Fplain&response-content-disposition=attachment"
    let got = try await s3.send(.get, target)
    #expect(got.headers[.contentType] == "text/plain")
    #expect(got.headers[.contentDisposition] == "attachment")
}

@Test func `errors of objects are S3's`() async throws {
    let s3 = try await DoorFixture()
    let absent = try await s3.send(.get, "/bears/a/b")
    #expect(absent.status == 404)
    #expect(absent.element("Code") == "NoSuchKey")
    #expect(absent.element("Key") == "a/b")
    #expect(absent.element("Resource") == "/bears/a/b")
    let head = try await s3.send(.head, "/bears/a/b")
    #expect(head.status == 404)
    #expect(head.bytes.isEmpty)
    let long = try await s3.send(.put, "/bears/\(String(repeating: "k", count: 1025))", text: "x")
    #expect(long.element("Code") == "KeyTooLongError")
    let large = try await s3.send(.put, "/bears/a", [.contentLength: "\((1 << 20) + 1)"])
    #expect(large.element("Code") == "EntityTooLarge")
    #expect(try await s3.send(.get, "/bears/a?versionId=7").element("Code") == "NoSuchVersion")
    #expect(try await s3.send(.get, "/bears/%FF").element("Code") == "InvalidURI")
    let metadata: HTTPFields = [.amazonHeader("meta-x"): String(repeating: "x", count: 2048)]
    #expect(try await s3.send(.put, "/bears/a", metadata, text: "x").element("Code") == "MetadataTooLarge")
    let storage: HTTPFields = [.amazonHeader("storage-class"): "DEEP_ARCHIVE"]
    #expect(try await s3.send(.put, "/bears/a", storage, text: "x").element("Code") == "InvalidStorageClass")
    for name in ["server-side-encryption", "tagging", "object-lock-mode", "checksum-sha512"] {
        let answer = try await s3.send(.put, "/bears/a", [.amazonHeader(name): "x"], text: "x")
        #expect(answer.element("Code") == "NotImplemented", "\(name)")
    }
    #expect(try await s3.send(.patch, "/bears/a").element("Code") == "MethodNotAllowed")
}

@Test func `deleting what is not there is deleting`() async throws {
    let s3 = try await DoorFixture()
    _ = try await s3.send(.put, "/bears/a", text: "x")
    #expect(try await s3.send(.delete, "/bears/a").status == 204)
    #expect(try await s3.send(.delete, "/bears/a").status == 204)
    #expect(try await s3.send(.delete, "/wolves/a").element("Code") == "NoSuchBucket")
}

@Test func `many are deleted at once`() async throws {
    let s3 = try await DoorFixture()
    for key in ["a", "b%20", "c"] { _ = try await s3.send(.put, "/bears/\(key)", text: key) }
    let document = """
        <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
          <Object><Key>a</Key></Object><Object><Key>b </Key></Object><Object><Key>none</Key></Object>
          <Object><Key>c</Key><VersionId>7</VersionId></Object>
        </Delete>
        """
    let answer = try await s3.send(.post, "/bears?delete", text: document)
    #expect(answer.elements("Deleted").count == 3)
    #expect(answer.element("Error")?.contains("<Key>c</Key>") == true)
    #expect(answer.element("Code") == "NoSuchVersion")
    #expect(try await s3.send(.get, "/bears").elements("Key") == ["c"])
    let quiet = "<Delete><Quiet>true</Quiet><Object><Key>c</Key></Object></Delete>"
    #expect(try await s3.send(.post, "/bears?delete", text: quiet).elements("Deleted").isEmpty)
    #expect(try await s3.send(.get, "/bears/c").status == 404)
    #expect(try await s3.send(.post, "/bears?delete", text: "<Delete/>").element("Code") == "MalformedXML")
    let wrong: HTTPFields = [.amazonHeader("checksum-crc32"): "AAAAAA=="]
    #expect(try await s3.send(.post, "/bears?delete", wrong, text: quiet).element("Code") == "BadDigest")
}

@Test func `copies take their source's word or their own`() async throws {
    let s3 = try await DoorFixture()
    let said: HTTPFields = [.contentType: "a/b", .amazonHeader("meta-who"): "Otis"]
    let etag = try #require(try await s3.send(.put, "/bears/a%20b", said, text: "bear").headers[.eTag])
    let source = HTTPField.Name.amazonHeader("copy-source")
    let copied = try await s3.send(.put, "/bears/c", [source: "bears/a%20b"])
    #expect(copied.element("ETag") == etag.replacing("\"", with: "&quot;"))
    #expect(copied.element("LastModified") == "2023-11-14T22:13:20.000Z")
    let copy = try await s3.send(.get, "/bears/c")
    #expect(copy.text == "bear")
    #expect(copy.headers[.contentType] == "a/b")
    #expect(copy.headers[.amazonHeader("meta-who")] == "Otis")
    let replaced: HTTPFields = [
        source: "/bears/c", .amazonHeader("metadata-directive"): "REPLACE", .contentType: "c/d",
    ]
    #expect(try await s3.send(.put, "/bears/c", replaced).status == 200)
    let changed = try await s3.send(.head, "/bears/c")
    #expect(changed.headers[.contentType] == "c/d")
    #expect(changed.headers[.amazonHeader("meta-who")] == nil)
}

@Test func `a copy that makes no sense is refused`() async throws {
    let s3 = try await DoorFixture()
    let etag = try #require(try await s3.send(.put, "/bears/a", text: "bear").headers[.eTag])
    let source = HTTPField.Name.amazonHeader("copy-source")
    let cases: [(HTTPFields, String)] = [
        ([source: "bears/a"], "InvalidRequest"), ([source: "bears"], "InvalidArgument"),
        ([source: "bears/none"], "NoSuchKey"), ([source: "wolves/a"], "NoSuchBucket"),
        ([source: "bears/a?versionId=3"], "NoSuchVersion"),
        ([source: "bears/a", .amazonHeader("metadata-directive"): "MAYBE"], "InvalidArgument"),
        ([source: "bears/a", .amazonHeader("copy-source-if-none-match"): etag], "PreconditionFailed"),
        ([source: "bears/a", .amazonHeader("copy-source-if-match"): "\"x\""], "PreconditionFailed"),
        ([source: "bears/a", .amazonHeader("checksum-algorithm"): "SHA512"], "NotImplemented"),
    ]
    for (headers, code) in cases {
        let target = code == "InvalidRequest" ? "/bears/a" : "/bears/c"
        #expect(try await s3.send(.put, target, headers).element("Code") == code, "\(headers)")
    }
}
