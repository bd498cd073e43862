import Foundation
import HTTPTypes
import S3API
import Testing

extension DoorFixture {
    /// Begins an upload and sends parts; returns its id and the document that completes it.
    fileprivate func upload(
        _ parts: [String],
        _ headers: HTTPFields = [:]
    ) async throws -> (id: String, document: String) {
        let begun = try await send(.post, "/bears/big?uploads", headers)
        let id = try #require(begun.element("UploadId"))
        var document = ""
        for (number, text) in zip(1..., parts) {
            let part = try await send(.put, "/bears/big?partNumber=\(number)&uploadId=\(id)", text: text)
            let etag = try #require(part.headers[.eTag])
            document += "<Part><ETag>\(etag)</ETag><PartNumber>\(number)</PartNumber></Part>\n"
        }
        return (id, "<CompleteMultipartUpload>\n\(document)</CompleteMultipartUpload>")
    }
}

@Test func `an upload in parts becomes one object`() async throws {
    let s3 = try await DoorFixture()
    let plan: HTTPFields = [.amazonHeader("checksum-algorithm"): "CRC32", .contentType: "a/b"]
    let upload = try await s3.upload(["brown ", "bear"], plan)
    #expect(try await s3.send(.get, "/bears/big").status == 404)
    let done = try await s3.send(.post, "/bears/big?uploadId=\(upload.id)", text: upload.document)
    #expect(done.status == 200)
    #expect(done.element("Key") == "big")
    #expect(done.element("ETag")?.hasSuffix("-2&quot;") == true)
    #expect(done.element("ChecksumCRC32")?.hasSuffix("-2") == true)
    #expect(done.element("ChecksumType") == "COMPOSITE")
    let got = try await s3.send(.get, "/bears/big", [.amazonHeader("checksum-mode"): "ENABLED"])
    #expect(got.text == "brown bear")
    #expect(got.headers[.contentType] == "a/b")
    #expect(got.headers[.amazonHeader("checksum-crc32")] == done.element("ChecksumCRC32"))
    let part = try await s3.send(.get, "/bears/big?partNumber=2")
    #expect(part.status == 206)
    #expect(part.text == "bear")
    #expect(part.headers[.amazonHeader("mp-parts-count")] == "2")
    #expect(try await s3.send(.head, "/bears/big?partNumber=1").headers[.contentLength] == "6")
    #expect(try await s3.send(.get, "/bears/big?partNumber=3").element("Code") == "InvalidPartNumber")
    let names: HTTPFields = [.amazonHeader("object-attributes"): "ETag,ObjectSize,ObjectParts,Checksum"]
    let attributes = try await s3.send(.get, "/bears/big?attributes", names)
    #expect(attributes.element("ObjectSize") == "10")
    #expect(attributes.element("PartsCount") == "2")
}

@Test func `parts and uploads are listed until they are done`() async throws {
    let s3 = try await DoorFixture()
    let upload = try await s3.upload(["brown ", "bear"])
    let parts = try await s3.send(.get, "/bears/big?uploadId=\(upload.id)&max-parts=1")
    #expect(parts.elements("PartNumber") == ["1"])
    #expect(parts.element("IsTruncated") == "true")
    #expect(parts.element("NextPartNumberMarker") == "1")
    let rest = try await s3.send(.get, "/bears/big?uploadId=\(upload.id)&part-number-marker=1")
    #expect(rest.elements("Size") == ["4"])
    let uploads = try await s3.send(.get, "/bears?uploads")
    #expect(uploads.elements("UploadId") == [upload.id])
    #expect(uploads.element("Initiated") == "2023-11-14T22:13:20.000Z")
    #expect(try await s3.send(.delete, "/bears/big?uploadId=\(upload.id)").status == 204)
    #expect(try await s3.send(.get, "/bears?uploads").elements("UploadId").isEmpty)
    #expect(try await s3.send(.delete, "/bears/big?uploadId=\(upload.id)").element("Code") == "NoSuchUpload")
}

@Test func `a part can be copied from an object`() async throws {
    let s3 = try await DoorFixture()
    _ = try await s3.send(.put, "/bears/source", text: "0123456789")
    let upload = try await s3.upload(["brown "])
    let target = "/bears/big?partNumber=2&uploadId=\(upload.id)"
    let source = HTTPField.Name.amazonHeader("copy-source")
    let range = HTTPField.Name.amazonHeader("copy-source-range")
    let part = try await s3.send(.put, target, [source: "bears/source", range: "bytes=2-4"])
    #expect(part.status == 200)
    let etag = try #require(part.element("ETag"))
    let second = "<Part><ETag>\(etag)</ETag><PartNumber>2</PartNumber></Part>"
    let document = upload.document.replacing(
        "</CompleteMultipartUpload>",
        with: second + "</CompleteMultipartUpload>"
    )
    #expect(try await s3.send(.post, "/bears/big?uploadId=\(upload.id)", text: document).status == 200)
    #expect(try await s3.send(.get, "/bears/big").text == "brown 234")
    for wrong in ["bytes=2-", "bytes=0-10", "2-4"] {
        let answer = try await s3.send(.put, target, [source: "bears/source", range: wrong])
        #expect(answer.element("Code") == "InvalidArgument", "\(wrong)")
    }
}

@Test func `errors of uploads are S3's`() async throws {
    let s3 = try await DoorFixture()
    let upload = try await s3.upload(["x", "bear"])
    let target = "/bears/big?uploadId=\(upload.id)"
    #expect(try await s3.send(.post, target, text: upload.document).element("Code") == "EntityTooSmall")
    let other = upload.document.replacing("<PartNumber>2", with: "<PartNumber>9")
    #expect(try await s3.send(.post, target, text: other).element("Code") == "InvalidPart")
    let order = upload.document.replacing("<PartNumber>2", with: "<PartNumber>1")
    #expect(try await s3.send(.post, target, text: order).element("Code") == "InvalidPartOrder")
    #expect(try await s3.send(.post, target, text: "nothing").element("Code") == "MalformedXML")
    let part = try await s3.send(.put, "/bears/big?partNumber=10001&uploadId=\(upload.id)", text: "x")
    #expect(part.element("Code") == "InvalidArgument")
    #expect(
        try await s3.send(.put, "/bears/big?partNumber=1&uploadId=none", text: "x").element("Code")
            == "NoSuchUpload"
    )
    let algorithm = HTTPField.Name.amazonHeader("checksum-algorithm")
    let kind = HTTPField.Name.amazonHeader("checksum-type")
    let plan = try await s3.send(.post, "/bears/x?uploads", [algorithm: "CRC64NVME", kind: "COMPOSITE"])
    #expect(plan.element("Code") == "InvalidRequest")
    let unknown = try await s3.send(.post, "/bears/x?uploads", [algorithm: "XXHASH3"])
    #expect(unknown.element("Code") == "NotImplemented")
    let size: HTTPFields = [.amazonHeader("mp-object-size"): "3"]
    let single = try await s3.upload(["bear"])
    let wrong = try await s3.send(.post, "/bears/big?uploadId=\(single.id)", size, text: single.document)
    #expect(wrong.element("Code") == "InvalidRequest")
}
