import HTTPTypes
import Testing

@testable import Server

private func destination(
    _ method: HTTPRequest.Method,
    _ path: String,
    host: String = "127.0.0.1:8080",
    _ fields: HTTPFields = [:]
) -> Destination {
    Destination(
        HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
    )
}

private func signature(for service: String) -> HTTPFields {
    [
        .authorization: "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/\(service)/aws4_request, "
            + "SignedHeaders=host, Signature=00"
    ]
}

@Test func `a signed request goes by the service in its scope`() {
    #expect(destination(.get, "/", signature(for: "s3")) == .s3)
    #expect(destination(.post, "/bears/key?uploads", signature(for: "s3")) == .s3)
    #expect(destination(.post, "/", signature(for: "rekognition")) == .rekognition)
    #expect(destination(.post, "/", signature(for: "sts")) == .rekognition)
    let query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA%2F20260101%2Fus-east-1%2F"
    #expect(destination(.get, "/bears/a?\(query)s3%2Faws4_request") == .s3)
    #expect(destination(.get, "/?Action=GetCallerIdentity&\(query)sts%2Faws4_request") == .rekognition)
}

@Test func `an unsigned request goes where its kind belongs`() {
    #expect(destination(.post, "/", [.amzTarget: "RekognitionService.DescribeProjects"]) == .rekognition)
    #expect(destination(.options, "/") == .rekognition)
    #expect(destination(.put, "/bears/a") == .s3)
    #expect(destination(.get, "/") == .s3)
    #expect(destination(.get, "/", [.accept: "text/html,application/xhtml+xml"]) == .welcome)
}

@Test func `what lies under the own prefix is the server's, but not behind a bucket's host`() {
    #expect(destination(.get, "/_/health") == .own(path: "health"))
    #expect(destination(.get, "/_/?x=1") == .own(path: ""))
    #expect(destination(.get, "/_/health", signature(for: "s3")) == .own(path: "health"))
    #expect(destination(.get, "/_/health", host: "bears.localhost:8080") == .s3)
    #expect(destination(.get, "/_") == .s3)
}
