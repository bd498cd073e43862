import HTTPTypes
import HummingbirdTesting
import Testing

@testable import RekognitionAPI

private func preflight(keys: (any AccessKeys)?, wanted: String?) async throws -> TestResponse {
    var headers: HTTPFields = [.origin: "https://example.org", .accessControlRequestMethod: "POST"]
    headers[.accessControlRequestHeaders] = wanted
    let sent = headers
    return try await withDoor(keys: keys) { client in
        try await client.executeRequest(uri: "/", method: .options, headers: sent, body: nil)
    }
}

@Test func `a browser may send what AWS clients send`() async throws {
    let response = try await preflight(
        keys: OneKey(),
        wanted: "authorization, Content-Type,x-amz-target,amz-sdk-request,x-other"
    )
    #expect(response.status == .ok)
    #expect(response.header("Access-Control-Allow-Origin") == "*")
    #expect(response.header("Access-Control-Allow-Methods")?.contains("POST") == true)
    #expect(
        response.header("Access-Control-Allow-Headers")
            == "authorization, content-type, x-amz-target, amz-sdk-request"
    )
    let exposed = try #require(response.header("Access-Control-Expose-Headers"))
    #expect(exposed.contains("x-amzn-RequestId") && exposed.contains("x-amzn-ErrorType"))
}

@Test func `errors can be read by a page too`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(body: "{")) }
    #expect(response.header("Access-Control-Allow-Origin") == "*")
}

@Test func `no page is let in where signatures are not checked`() async throws {
    let response = try await preflight(keys: nil, wanted: "content-type,x-amz-target")
    #expect(response.header("Access-Control-Allow-Origin") == nil)
    #expect(response.header("Access-Control-Allow-Headers") == nil)
    let answer = try await withDoor(keys: nil) { client in try await client.send(SignedRequest()) }
    #expect(answer.header("Access-Control-Allow-Origin") == nil)
}
