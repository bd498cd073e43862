import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTesting
import Logging
import NIOCore

@testable import RekognitionAPI

/// Runs a test on a door whose operations answer what `desk` does.
func withDoor<Value: Sendable>(
    keys: (any AccessKeys)? = OneKey(),
    desk: @escaping Reception.Desk = { operation, _ in try JSONDocument.data(of: ["Asked": operation.name]) },
    _ test: @Sendable (any TestClientProtocol) async throws -> Value
) async throws -> Value {
    let door = RekognitionDoor(
        account: Sample.account,
        keys: keys,
        now: { Sample.date },
        newRequestID: { "request-1" },
        desk: desk
    )
    let responder = CallbackResponder<BasicRequestContext> { request, context in
        try await door.respond(to: request, context: context)
    }
    let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
    return try await Application(responder: responder, logger: logger).test(.router, test)
}

extension TestClientProtocol {
    /// Sends `{}` with headers of one's own.
    func post(_ headers: HTTPFields) async throws -> TestResponse {
        try await executeRequest(uri: "/", method: .post, headers: headers, body: ByteBuffer(string: "{}"))
    }

    /// Sends a signed request.
    func send(_ request: SignedRequest) async throws -> TestResponse {
        try await executeRequest(
            uri: "/",
            method: .post,
            headers: request.headers,
            body: ByteBuffer(string: request.body)
        )
    }
}

extension TestResponse {
    /// The body.
    var text: String { String(decoding: body.readableBytesView, as: UTF8.self) }

    /// The first value of a header.
    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }

    /// The code of an error, which header and body must agree on.
    var errorCode: String? {
        guard let value = try? json(text), case .object(let members) = value,
            case .string(let code) = members["__type"], members["Code"] == .string(code),
            header("x-amzn-ErrorType") == code
        else { return nil }
        return code
    }
}
