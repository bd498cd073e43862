import AWSSignatureV4
import FoundationEssentials
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import RekognitionAPI

@Test func `an unsigned request is refused`() async throws {
    var headers = SignedRequest().headers
    headers[.authorization] = nil
    let sent = headers
    let response = try await withDoor { client in try await client.post(sent) }
    #expect(response.status == .badRequest)
    #expect(response.errorCode == "MissingAuthenticationTokenException")
}

@Test(arguments: [
    (Credential(accessKeyID: "AKIAOTHER", secret: "x"), "UnrecognizedClientException"),
    (Credential(accessKeyID: Sample.credential.accessKeyID, secret: "x"), "InvalidSignatureException"),
])
func `another's signature is refused`(credential: Credential, code: String) async throws {
    let response = try await withDoor { client in
        try await client.send(SignedRequest(credential: credential))
    }
    #expect(response.errorCode == code)
}

@Test func `a body that was changed is refused`() async throws {
    let headers = SignedRequest(body: "{}").headers
    let response = try await withDoor { client in
        try await client.executeRequest(
            uri: "/",
            method: .post,
            headers: headers,
            body: ByteBuffer(string: #"{"MaxResults":1}"#)
        )
    }
    #expect(response.errorCode == "InvalidSignatureException")
}

@Test func `an old request is refused, one of four minutes ago is not`() async throws {
    let refused = "InvalidSignatureException"
    let cases: [(TimeInterval, String?)] = [(301, refused), (-301, refused), (240, nil)]
    for (age, code) in cases {
        let request = SignedRequest(date: Sample.date.addingTimeInterval(-age))
        let response = try await withDoor { client in try await client.send(request) }
        #expect(response.errorCode == code, "\(age)")
    }
}

@Test func `a signature for another service is refused`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(service: "s3")) }
    #expect(response.errorCode == "InvalidSignatureException")
    #expect(response.text.contains("'rekognition'"))
}

@Test func `a session token is passed over`() async throws {
    var headers = SignedRequest().headers
    headers[try #require(HTTPField.Name("X-Amz-Security-Token"))] = "token"
    let sent = headers
    let response = try await withDoor { client in try await client.post(sent) }
    #expect(response.status == .ok)
}

@Test func `nobody signs where signatures are not checked`() async throws {
    var headers = SignedRequest().headers
    headers[.authorization] = nil
    let sent = headers
    let response = try await withDoor(keys: nil) { client in try await client.post(sent) }
    #expect(response.status == .ok)
}
