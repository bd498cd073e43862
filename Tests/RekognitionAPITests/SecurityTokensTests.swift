import AWSSignatureV4
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import RekognitionAPI

/// A request to the Security Token Service.
private func form(_ body: String, service: String = "sts") -> SignedRequest {
    SignedRequest(
        target: nil,
        contentType: "application/x-www-form-urlencoded; charset=utf-8",
        body: body,
        service: service
    )
}

@Test func `a caller is told who it is`() async throws {
    let response = try await withDoor { client in
        try await client.send(form("Action=GetCallerIdentity&Version=2011-06-15"))
    }
    #expect(response.status == .ok)
    #expect(response.header("Content-Type") == "text/xml")
    #expect(response.header("x-amzn-RequestId") == "request-1")
    #expect(
        response.text == """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
            <Arn>arn:aws:iam::111122223333:root</Arn><UserId>111122223333</UserId>\
            <Account>111122223333</Account></GetCallerIdentityResult>\
            <ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """
    )
}

@Test func `other actions are none`() async throws {
    let response = try await withDoor { client in try await client.send(form("Action=Assume%3CRole")) }
    #expect(response.status == .badRequest)
    #expect(response.header("x-amzn-ErrorType") == "InvalidAction")
    #expect(response.text.contains("<Type>Sender</Type><Code>InvalidAction</Code>"))
    #expect(response.text.contains("Could not find operation Assume&lt;Role for version 2011-06-15"))
}

@Test func `signatures are checked in this form too`() async throws {
    var other = form("Action=GetCallerIdentity")
    other.credential = Credential(accessKeyID: "AKIAOTHER", secret: "x")
    let sent = other
    let response = try await withDoor { client in try await client.send(sent) }
    #expect(response.status == .forbidden)
    #expect(response.text.contains("<Code>InvalidClientTokenId</Code>"))
}

@Test func `a signature for Rekognition is not one for this service`() async throws {
    let response = try await withDoor { client in
        try await client.send(form("Action=GetCallerIdentity", service: "rekognition"))
    }
    #expect(response.status == .forbidden)
    #expect(response.text.contains("<Code>SignatureDoesNotMatch</Code>"))
}
