import AWSSignatureV4
import Crypto
import Foundation
import HTTPTypes
import S3API
import Testing

private func fixture() async throws -> DoorFixture { try await DoorFixture(checksSignatures: true) }

@Test func `a signed request is let in`() async throws {
    let s3 = try await fixture()
    let body = Array("a bear".utf8)
    #expect(try await s3.sendSigned(.put, "/bears/a%20b", body: body).status == 200)
    #expect(try await s3.sendSigned(.put, "/bears/c", body: body, payload: .unsigned).status == 200)
    #expect(try await s3.sendSigned(.get, "/bears/a%20b").text == "a bear")
    #expect(try await s3.sendSigned(.get, "/bears?list-type=2&prefix=a").elements("Key") == ["a b"])
}

@Test func `an unsigned request is denied`() async throws {
    let s3 = try await fixture()
    let answer = try await s3.send(.get, "/bears")
    #expect(answer.status == 403)
    #expect(answer.element("Code") == "AccessDenied")
}

@Test func `what is wrong with a signature is told`() async throws {
    let s3 = try await fixture()
    let unknown = Credential(accessKeyID: "NOBODY", secret: "x")
    let answer = try await s3.sendSigned(.get, "/bears", credential: unknown)
    #expect(answer.status == 403)
    #expect(answer.element("Code") == "InvalidAccessKeyId")
    #expect(answer.element("AWSAccessKeyId") == "NOBODY")
    let wrong = Credential(accessKeyID: OneKey.credential.accessKeyID, secret: "of wolves")
    let mismatch = try await s3.sendSigned(.get, "/bears", credential: wrong)
    #expect(mismatch.element("Code") == "SignatureDoesNotMatch")
    #expect(mismatch.element("CanonicalRequest")?.hasPrefix("GET&#xa;/bears") == true)
    let late = DoorFixture.date.addingTimeInterval(-301)
    #expect(try await s3.sendSigned(.get, "/bears", date: late).element("Code") == "RequestTimeTooSkewed")
    let other = try await s3.sendSigned(.get, "/", service: "rekognition")
    #expect(other.element("Code") == "AuthorizationHeaderMalformed")
    let basic = try await s3.send(
        .get,
        "/bears",
        [.authorization: "Basic x", .amazonDigest: "UNSIGNED-PAYLOAD"]
    )
    #expect(basic.element("Code") == "InvalidArgument")
    let silent = try await s3.send(.get, "/bears", [.authorization: "AWS4-HMAC-SHA256 x"])
    #expect(silent.element("Code") == "InvalidRequest")
}

@Test func `a body that is not what was signed is refused and not kept`() async throws {
    let s3 = try await fixture()
    let payload = Payload(of: Data("other".utf8))
    let answer = try await s3.sendSigned(.put, "/bears/a", body: Array("a bear".utf8), payload: payload)
    #expect(answer.status == 400)
    #expect(answer.element("Code") == "XAmzContentSHA256Mismatch")
    #expect(try await s3.sendSigned(.get, "/bears/a").status == 404)
}

@Test func `a presigned URL of version 4 works for its time`() async throws {
    let s3 = try await fixture()
    let signer = RequestSigner(OneKey.credential, region: "us-east-1", service: "s3")
    func url(_ method: String, lifetime: Int, date: Date) -> String {
        let head = RequestHead(
            method: method,
            path: "/bears/a",
            headers: [RequestHead.Header("host", DoorFixture.host)]
        )
        return "/bears/a?" + signer.presignedQuery(for: head, lifetime: lifetime, date: date)
    }
    let put = url("PUT", lifetime: 60, date: DoorFixture.date)
    #expect(try await s3.send(.put, put, text: "a bear").status == 200)
    #expect(try await s3.send(.get, url("GET", lifetime: 60, date: DoorFixture.date)).text == "a bear")
    let late = try await s3.send(
        .get,
        url("GET", lifetime: 60, date: DoorFixture.date.addingTimeInterval(-61))
    )
    #expect(late.status == 403)
    #expect(late.element("Message") == "Request has expired")
    let long = try await s3.send(.get, url("GET", lifetime: 700_000, date: DoorFixture.date))
    #expect(long.element("Code") == "AuthorizationQueryParametersError")
    #expect(try await s3.send(.get, put).element("Code") == "SignatureDoesNotMatch")
}

@Test func `a presigned URL of version 2 works for its time`() async throws {
    let s3 = try await fixture()
    _ = try await s3.sendSigned(.put, "/bears/a", body: Array("a bear".utf8))
    func url(_ end: Int) throws -> String {
        let key = SymmetricKey(data: Data(OneKey.credential.secret.utf8))
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data("GET\n\n\n\(end)\n/bears/a".utf8),
            using: key
        )
        let signature = Data(code).base64EncodedString()
            .replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        return "/bears/a?AWSAccessKeyId=AKIDEXAMPLE&Signature=\(signature)&Expires=\(end)"
    }
    #expect(try await s3.send(.get, url(1_700_000_000)).text == "a bear")
    #expect(try await s3.send(.get, url(1_699_999_999)).element("Message") == "Request has expired")
    let changed = try url(1_700_000_000).replacing("/bears/a", with: "/bears/b")
    #expect(try await s3.send(.get, changed).element("Code") == "SignatureDoesNotMatch")
}

@Test func `signed chunks are put together and checked one by one`() async throws {
    let s3 = try await fixture()
    var head = RequestHead(
        method: "PUT",
        path: "/bears/a",
        headers: [
            RequestHead.Header("host", DoorFixture.host),
            RequestHead.Header("x-amz-decoded-content-length", "6"),
        ]
    )
    let payload = Payload.signedChunks(trailer: false)
    let signer = RequestSigner(OneKey.credential, region: "us-east-1", service: "s3")
    head.headers += signer.headers(for: head, payload: payload, date: DoorFixture.date)
    var chain = try SignatureVerifier(now: DoorFixture.date) { _ in OneKey.credential.secret }
        .verify(head, payload: payload).chunks
    let chunks = ["a be", "ar", ""].map { text in
        let signature = chain.sign(chunk: Data(text.utf8))
        return "\(String(text.utf8.count, radix: 16));chunk-signature=\(signature)\r\n\(text)\r\n"
    }
    var headers = HTTPFields()
    for header in head.headers.dropFirst() {
        if let name = HTTPField.Name(header.name) { headers[name] = header.value }
    }
    #expect(try await s3.send(.put, "/bears/a", headers, text: chunks.joined()).status == 200)
    #expect(try await s3.sendSigned(.get, "/bears/a").text == "a bear")
    let changed = chunks.joined().replacing("a be", with: "a ba")
    let refused = try await s3.send(.put, "/bears/a", headers, text: changed)
    #expect(refused.element("Code") == "SignatureDoesNotMatch")
    let swapped = [chunks[1], chunks[0], chunks[2]].joined()
    #expect(
        try await s3.send(.put, "/bears/a", headers, text: swapped).element("Code") == "SignatureDoesNotMatch"
    )
    #expect(try await s3.sendSigned(.get, "/bears/a").text == "a bear")
}
