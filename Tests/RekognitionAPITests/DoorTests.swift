import HTTPTypes
import HummingbirdTesting
import NIOCore
import Projects
import Testing

@testable import RekognitionAPI

@Test func `an operation is found, done and answered`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest()) }
    #expect(response.status == .ok)
    #expect(response.text == #"{"Asked":"DescribeProjects"}"#)
    #expect(response.header("Content-Type") == "application/x-amz-json-1.1")
    #expect(response.header("x-amzn-RequestId") == "request-1")
    #expect(response.header("x-amzn-ErrorType") == nil)
    #expect(response.header("Access-Control-Allow-Origin") == "*")
}

@Test func `an error is in body and header`() async throws {
    let desk: Reception.Desk = { _, _ in throw ProjectError.noSuchProject(Sample.project) }
    let response = try await withDoor(desk: desk) { client in
        try await client.send(SignedRequest(target: "RekognitionService.DeleteProject"))
    }
    #expect(response.status == .badRequest)
    #expect(response.errorCode == "ResourceNotFoundException")
    #expect(response.text.contains(#""Logref":"request-1""#))
    #expect(response.header("Content-Type") == "application/x-amz-json-1.1")
    #expect(response.header("x-amzn-RequestId") == "request-1")
}

@Test func `an error from within is 500 and tells nothing`() async throws {
    struct Inner: Error, CustomStringConvertible { let description = "secret" }
    let desk: Reception.Desk = { _, _ in throw Inner() }
    let response = try await withDoor(desk: desk) { client in try await client.send(SignedRequest()) }
    #expect(response.status == .internalServerError)
    #expect(response.errorCode == "InternalServerError")
    #expect(!response.text.contains("secret"))
}

@Test(arguments: [
    "RekognitionService.DetectLabels", "RekognitionService.", "DescribeProjects", "Other.DescribeProjects",
    "RekognitionService.describeprojects",
])
func `another operation is unknown`(target: String) async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(target: target)) }
    #expect(response.status == .badRequest)
    #expect(response.errorCode == "UnknownOperationException")
}

@Test func `a request without target is unknown`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(target: nil)) }
    #expect(response.errorCode == "UnknownOperationException")
}

@Test func `only posts to the root are operations`() async throws {
    for (uri, method) in [("/", HTTPRequest.Method.get), ("/other", .post), ("/", .put)] {
        let response = try await withDoor(keys: nil) { client in
            try await client.executeRequest(
                uri: uri,
                method: method,
                headers: SignedRequest().headers,
                body: ByteBuffer(string: "{}")
            )
        }
        #expect(response.errorCode == "UnknownOperationException", "\(method) \(uri)")
    }
}

@Test(arguments: ["application/json", "application/x-amz-json-1.0", "", "text/plain"])
func `another content type is refused`(type: String) async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(contentType: type)) }
    #expect(response.status == .unsupportedMediaType)
    #expect(response.errorCode == "UnsupportedMediaTypeException")
}

@Test func `a content type may name its characters`() async throws {
    let request = SignedRequest(contentType: "Application/X-Amz-JSON-1.1; charset=utf-8")
    let response = try await withDoor { client in try await client.send(request) }
    #expect(response.status == .ok)
}

@Test func `a malformed body is told`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(body: "{")) }
    #expect(response.status == .badRequest)
    #expect(response.errorCode == "SerializationException")
}

@Test func `a body that says it is too large is not read`() async throws {
    var headers = SignedRequest().headers
    headers[.contentLength] = "104857600"
    let sent = headers
    let response = try await withDoor { client in
        try await client.executeRequest(uri: "/", method: .post, headers: sent, body: nil)
    }
    #expect(response.status == .contentTooLarge)
    #expect(response.errorCode == "RequestEntityTooLargeException")
}

@Test func `a body is read up to the limit`() async throws {
    let largest = RekognitionDoor.largestBody
    for (size, status) in [(largest, HTTPResponse.Status.ok), (largest + 1, .contentTooLarge)] {
        let response = try await withDoor(keys: nil) { client in
            var body = ByteBuffer(string: "{}")
            body.writeRepeatingByte(UInt8(ascii: " "), count: size - 2)
            return try await client.executeRequest(
                uri: "/",
                method: .post,
                headers: SignedRequest().headers,
                body: body
            )
        }
        #expect(response.status == status)
    }
}

@Test func `an empty body stands for no arguments`() async throws {
    let response = try await withDoor { client in try await client.send(SignedRequest(body: "")) }
    #expect(response.status == .ok)
}
