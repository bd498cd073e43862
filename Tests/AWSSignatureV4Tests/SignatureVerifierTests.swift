import AWSSignatureV4
import Foundation
import Testing

/// A server that knows the documentation's key, at the documentation's time unless told otherwise.
private func verifier(secondsLater: TimeInterval = 0) -> SignatureVerifier {
    SignatureVerifier(now: PublishedExamples.date.addingTimeInterval(secondsLater)) { key in
        key == PublishedExamples.credential.accessKeyID ? PublishedExamples.credential.secret : nil
    }
}

private func failure(_ body: () throws -> Void) -> SignatureError? {
    do {
        try body()
        return nil
    } catch {
        return error as? SignatureError
    }
}

@Test(arguments: PublishedExamples.headers)
func `Amazon's examples of signed headers verify`(_ example: PublishedExamples.Example) throws {
    let verified = try verifier().verify(example.signed, payload: example.payload)
    #expect(verified.accessKeyID == PublishedExamples.credential.accessKeyID)
    #expect(verified.scope == CredentialScope(day: "20130524", region: "us-east-1", service: "s3"))
}

@Test(arguments: PublishedExamples.headers)
func `Amazon's examples come out of the signer`(_ example: PublishedExamples.Example) throws {
    let headers = RequestSigner(PublishedExamples.credential, region: "us-east-1", service: "s3")
        .headers(for: example.request, payload: example.payload, date: PublishedExamples.date)
    let authorization = try #require(headers.first { $0.name == "authorization" })
    #expect(authorization.value.hasSuffix("Signature=\(example.signature)"))
}

@Test func `Amazon's presigned URL verifies, and comes out of the signer`() throws {
    var request = RequestHead(
        method: "GET",
        path: "/test.txt",
        headers: [RequestHead.Header("host", "examplebucket.s3.amazonaws.com")]
    )
    let query = RequestSigner(PublishedExamples.credential, region: "us-east-1", service: "s3")
        .presignedQuery(for: request, lifetime: 86_400, date: PublishedExamples.date)
    #expect(query == PublishedExamples.presignedQuery)
    request.query = query
    _ = try verifier(secondsLater: 86_400).verify(request, payload: .unsigned)
    let late = try #require(
        failure { _ = try verifier(secondsLater: 86_401).verify(request, payload: .unsigned) }
    )
    #expect(late == .expired(at: "20130525T000000Z", serverDate: "20130525T000001Z"))
    request.query = query.replacing("86400", with: "604801")
    #expect(failure { _ = try verifier().verify(request, payload: .unsigned) } == .badLifetime("604801"))
}

@Test func `Amazon's chunks verify one after the other, and no other way`() throws {
    let example = PublishedExamples.chunked
    var chain = try verifier().verify(example.signed, payload: example.payload).chunks
    var forward = chain
    for (chunk, signature) in zip(PublishedExamples.chunks, PublishedExamples.chunkSignatures) {
        #expect(forward.sign(chunk: chunk) == signature)
    }
    let digest = Payload(of: PublishedExamples.chunks[1]).text
    let swapped = chain
    #expect(
        failure {
            var chain = swapped
            try chain.check(PublishedExamples.chunkSignatures[1], chunkDigest: digest)
        } == .chunkMismatch
    )
    for (chunk, signature) in zip(PublishedExamples.chunks, PublishedExamples.chunkSignatures) {
        try chain.check(signature, chunkDigest: Payload(of: chunk).text)
    }
}

@Test func `Amazon's trailer is the last link of the chain`() throws {
    let example = PublishedExamples.trailing
    var chain = try verifier().verify(example.signed, payload: example.payload).chunks
    for (chunk, signature) in zip(PublishedExamples.chunks, PublishedExamples.trailingSignatures) {
        try chain.check(signature, chunkDigest: Payload(of: chunk).text)
    }
    try chain.check(PublishedExamples.trailerSignature, trailer: PublishedExamples.trailer)
}

@Test func `a request that was changed does not verify`() throws {
    let example = PublishedExamples.headers[0]
    var changes: [RequestHead] = []
    for change: (inout RequestHead) -> Void in [
        { $0.method = "PUT" }, { $0.path = "/test.tx" }, { $0.query = "acl" },
        { $0.headers[0] = RequestHead.Header("host", "other") },
        { $0.headers[1] = RequestHead.Header("range", "bytes=0-99") },
    ] {
        var request = example.signed
        change(&request)
        changes.append(request)
    }
    for request in changes {
        guard case .mismatch = failure({ _ = try verifier().verify(request, payload: example.payload) })
        else {
            Issue.record("verified: \(request)")
            continue
        }
    }
    guard case .mismatch = failure({ _ = try verifier().verify(example.signed, payload: .unsigned) }) else {
        Issue.record("another payload verified")
        return
    }
}

@Test func `a header that is not signed may be added on the way`() throws {
    let example = PublishedExamples.headers[0]
    var request = example.signed
    request.headers.append(RequestHead.Header("x-amz-security-token", "left in the environment"))
    _ = try verifier().verify(request, payload: example.payload)
}

@Test(arguments: [-301.0, 301])
func `a date more than five minutes away is refused`(_ seconds: TimeInterval) throws {
    let example = PublishedExamples.headers[0]
    let found = failure {
        _ = try verifier(secondsLater: seconds).verify(example.signed, payload: example.payload)
    }
    guard case .skewed(let date, _) = found else {
        Issue.record("\(String(describing: found))")
        return
    }
    #expect(date == PublishedExamples.dateText)
    _ = try verifier(secondsLater: seconds > 0 ? 300 : -300).verify(example.signed, payload: example.payload)
}

@Test func `an unknown key is named`() throws {
    let example = PublishedExamples.headers[0]
    let found = failure {
        _ = try SignatureVerifier(now: PublishedExamples.date) { _ in nil }
            .verify(example.signed, payload: example.payload)
    }
    #expect(found == .unknownKey("AKIAIOSFODNN7EXAMPLE"))
}

@Test(arguments: [
    ("", "missing"),
    ("Basic dXNlcjpwYXNz", "algorithm"),
    ("AWS4-HMAC-SHA256 Credential=K/20130524/r/s3/aws4_request, SignedHeaders=host", "Signature"),
    ("AWS4-HMAC-SHA256 Credential=K/20130524/r/s3, SignedHeaders=host, Signature=00", "Credential"),
    (
        "AWS4-HMAC-SHA256 Credential=K/20130524/r/s3/aws4_request, SignedHeaders=range, Signature=00",
        "SignedHeaders"
    ),
    (
        "AWS4-HMAC-SHA256 Credential=K/20130525/r/s3/aws4_request, SignedHeaders=host, Signature=00",
        "X-Amz-Date"
    ),
    ("AWS4-HMAC-SHA256 Credential, SignedHeaders=host", "Authorization header"),
])
func `a signature that makes no sense is refused, and why`(_ header: String, _ part: String) throws {
    var request = RequestHead(
        method: "GET",
        path: "/",
        headers: [
            RequestHead.Header("host", "h"), RequestHead.Header("x-amz-date", PublishedExamples.dateText),
        ]
    )
    if !header.isEmpty { request.headers.append(RequestHead.Header("authorization", header)) }
    let error = failure { _ = try verifier().verify(request, payload: .unsigned) }
    #expect(error == (part == "missing" ? .missing : .malformed(part: part)))
}

@Test(arguments: ["/a b/ü", "/a%20b/%C3%BC", "/a%20b/ü"])
func `a key is the same key however a client encodes it`(_ path: String) throws {
    func request(_ path: String) -> RequestHead {
        RequestHead(method: "GET", path: path, headers: [RequestHead.Header("host", "h")])
    }
    let signer = RequestSigner(PublishedExamples.credential, region: "eu-west-1", service: "s3")
    var sent = request(path)
    sent.headers += signer.headers(
        for: request("/a%20b/%C3%BC"),
        payload: PublishedExamples.empty,
        date: PublishedExamples.date
    )
    _ = try verifier().verify(sent, payload: PublishedExamples.empty)
}
