import Foundation
import HTTPTypes
import NIOCore
import ObjectStorage
import Testing

@testable import S3API

private struct Decoded {
    var text = ""
    var trailer: [String: String] = [:]
    var isDone = false

    /// What a decoder makes of a body that comes in pieces of this size.
    init(_ body: String, pieces: Int) throws {
        var decoder = AWSChunkedDecoder(signatures: nil, expectsTrailer: true)
        let bytes = Array(body.utf8)
        var content: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            decoder.append(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
            while let buffer = try decoder.next() { content += buffer.readableBytesView }
        }
        text = String(decoding: content, as: UTF8.self)
        trailer = decoder.trailer
        isDone = decoder.isDone
    }
}

@Test(arguments: [1, 2, 3, 7, 1000])
func `chunks are put together, whatever pieces they come in`(_ pieces: Int) throws {
    let body = "4\r\na be\r\n2;x=y\r\nar\r\n0\r\nX-Amz-Checksum-CRC32: PJqjqQ==\r\n\r\n"
    let decoded = try Decoded(body, pieces: pieces)
    #expect(decoded.text == "a bear")
    #expect(decoded.trailer == ["x-amz-checksum-crc32": "PJqjqQ=="])
    #expect(decoded.isDone)
    #expect(try Decoded("0\r\n\r\n", pieces: pieces).isDone)
    #expect(try !Decoded("4\r\na be\r\n", pieces: pieces).isDone)
}

@Test(arguments: [
    "x\r\n", "-1\r\n", "4\r\na bear\r\n", "0\r\nno colon\r\n\r\n", String(repeating: "0", count: 9000),
    "\r\n",
])
func `what is not in chunks is refused`(_ body: String) {
    #expect(throws: S3Error.malformedChunks) { try Decoded(body, pieces: 100) }
}

@Test func `a trailer's checksum is checked`() async throws {
    let s3 = try await DoorFixture()
    let headers: HTTPFields = [
        .contentDigest: "STREAMING-UNSIGNED-PAYLOAD-TRAILER", .decodedLength: "4",
        .contentEncoding: "aws-chunked",
        .trailerName: "x-amz-checksum-crc32", .sdkChecksumAlgorithm: "CRC32",
    ]
    func body(_ trailer: String) -> String { "4\r\nbear\r\n0\r\n\(trailer)\r\n" }
    let put = try await s3.send(.put, "/bears/a", headers, text: body("x-amz-checksum-crc32:PJqjqQ==\r\n"))
    #expect(put.status == 200)
    #expect(put.headers[.checksum(.crc32)] == "PJqjqQ==")
    let got = try await s3.send(.get, "/bears/a", [.checksumMode: "ENABLED"])
    #expect(got.text == "bear")
    #expect(got.headers[.checksum(.crc32)] == "PJqjqQ==")
    #expect(got.headers[.contentEncoding] == nil)
    let wrong = try await s3.send(.put, "/bears/a", headers, text: body("x-amz-checksum-crc32:AAAAAA==\r\n"))
    #expect(wrong.element("Code") == "BadDigest")
    let none = try await s3.send(.put, "/bears/a", headers, text: body(""))
    #expect(none.element("Code") == "MalformedTrailerError")
    let cut = try await s3.send(.put, "/bears/a", headers, text: "4\r\nbe")
    #expect(cut.element("Code") == "IncompleteBody")
    let more = try await s3.send(.put, "/bears/a", headers, text: "5\r\nbears\r\n0\r\n\r\n")
    #expect(more.element("Code") == "IncompleteBody")
}

@Test func `what a client says of its body is checked`() async throws {
    let s3 = try await DoorFixture()
    let cases: [(HTTPFields, String?)] = [
        ([.contentMD5: "iTtW48/hU/t3ChILg7rCDA=="], nil),
        ([.contentMD5: "AAAAAAAAAAAAAAAAAAAAAA=="], "BadDigest"), ([.contentMD5: "AAAA"], "InvalidDigest"),
        ([.checksum(.crc32): "PJqjqQ=="], nil), ([.checksum(.crc32): "AAAAAA=="], "BadDigest"),
        ([.checksum(.crc32): "AAAA"], "InvalidRequest"),
        ([.checksum(.crc32): "PJqjqQ==", .checksum(.sha1): "x"], "InvalidRequest"),
        ([.sdkChecksumAlgorithm: "CRC32"], "InvalidRequest"),
        ([.trailerName: "x-amz-checksum-md5"], "NotImplemented"),
        ([.contentLength: "5"], "IncompleteBody"), ([.contentLength: "3"], "IncompleteBody"),
        ([.contentLength: "-4"], "InvalidArgument"), ([.contentDigest: "nonsense"], "InvalidArgument"),
    ]
    for (headers, code) in cases {
        let answer = try await s3.send(.put, "/bears/a", headers, text: "bear")
        #expect(answer.element("Code") == code, "\(headers)")
        #expect(answer.status == (code == nil ? 200 : code == "NotImplemented" ? 501 : 400))
    }
    let chunked = try await s3.send(.put, "/bears/a", [.transferEncoding: "chunked"])
    #expect(chunked.status == 411)
    #expect(chunked.element("Code") == "MissingContentLength")
}

@Test func `a client that waits is told to go on, but not for what is refused`() async throws {
    let s3 = try await DoorFixture()
    let waits: HTTPFields = [.expect: "100-continue"]
    let put = try await s3.send(.put, "/bears/a", waits, text: "bear")
    #expect(put.status == 200)
    #expect(put.headers[.connection] == nil)
    #expect(s3.proceeds.value == 1)
    let refused = try await s3.send(.put, "/wolves/a", waits, text: "bear")
    #expect(refused.status == 404)
    #expect(refused.headers[.connection] == "close")
    #expect(s3.proceeds.value == 1)
    _ = try await s3.send(.put, "/bears/a", text: "bear")
    #expect(s3.proceeds.value == 1, "who does not wait is not told")
}

@Test func `a long body that is not wanted ends the connection, and a short one does not`() async throws {
    let s3 = try await DoorFixture()
    let long = try await s3.send(.put, "/wolves/a", [.contentLength: "1000000"])
    #expect(long.headers[.connection] == "close")
    #expect(try await s3.send(.put, "/wolves/a", text: "bear").headers[.connection] == nil)
    #expect(try await s3.send(.get, "/wolves/a").headers[.connection] == nil)
}
