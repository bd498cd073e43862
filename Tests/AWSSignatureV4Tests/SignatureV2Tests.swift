import AWSSignatureV4
import Foundation
import Testing

/// Amazon's example of a presigned URL ("Query string request authentication alternative").
private func request(query: String = "", path: String = "/photos/puppy.jpg") -> RequestHead {
    RequestHead(
        method: "GET",
        path: path,
        query:
            "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620"
            + query,
        headers: [RequestHead.Header("host", "johnsmith.s3.amazonaws.com")]
    )
}

private let end = Date(timeIntervalSince1970: 1_175_139_620)

private func verify(
    _ request: RequestHead,
    bucket: String? = "johnsmith",
    at date: Date = end
) throws -> String {
    try SignatureV2.verify(request, bucket: bucket, now: date) { key in
        key == PublishedExamples.credential.accessKeyID ? PublishedExamples.credential.secret : nil
    }
}

@Test func `Amazon's presigned URL of version 2 verifies, with the bucket in host or path`() throws {
    #expect(SignatureV2.isPresent(in: request()))
    #expect(try verify(request()) == "AKIAIOSFODNN7EXAMPLE")
    #expect(try verify(request(path: "/johnsmith/photos/puppy.jpg"), bucket: nil) == "AKIAIOSFODNN7EXAMPLE")
    #expect(
        try verify(request(query: "&x-id=GetObject")) == "AKIAIOSFODNN7EXAMPLE",
        "is not a part of the resource"
    )
}

@Test func `a URL of version 2 ends at its time`() {
    #expect(throws: SignatureError.self) { try verify(request(), at: end.addingTimeInterval(1)) }
}

@Test(arguments: [request(query: "&acl"), request(query: "&versionId=3"), request(path: "/photos/cat.jpg")])
func `a changed URL of version 2 does not verify`(_ request: RequestHead) {
    #expect(throws: SignatureError.self) { try verify(request) }
}
