import AWSSignatureV4
import Catalog
import FoundationEssentials
import HTTPTypes
import Projects

/// Takes a request apart: who sends it, what it asks and with which input.
struct Reception: Sendable {
    /// Does an operation, given its input, and writes its answer.
    typealias Desk = @Sendable (any RekognitionOperation.Type, Members) async throws -> Data

    /// A request to an operation, let in.
    struct Visit: Sendable {
        let operation: any RekognitionOperation.Type
        let members: Members
    }

    let account: Account
    let authentication: Authentication
    let desk: Desk

    /// Answers a request to the Security Token Service.
    func identify(_ request: HTTPRequest, body: [UInt8], requestID: String) async throws -> WireAnswer {
        let head = RequestHead(request)
        try await authentication.check(head, body: body, service: "sts")
        return try SecurityTokens(account: account).answer(to: head, body: body, requestID: requestID)
    }

    /// Lets a request to an operation in.
    func admit(_ request: HTTPRequest, body: [UInt8]) async throws -> Visit {
        let head = RequestHead(request)
        try await authentication.check(head, body: body, service: "rekognition")
        guard request.method == .post, head.path == "/", let target = request.headerFields[.amzTarget] else {
            throw RekognitionError(.unknownOperation, "A request is a POST to / with an X-Amz-Target.")
        }
        let operation = try Operations.named(byTarget: target)
        try Self.checkType(request.headerFields[.contentType] ?? "")
        return Visit(operation: operation, members: try JSONDocument.members(of: body))
    }

    /// Does what a request asks.
    func answer(_ visit: Visit) async throws -> WireAnswer {
        WireAnswer(try await desk(visit.operation, visit.members))
    }

    private static func checkType(_ type: String) throws(RekognitionError) {
        let media = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
        guard media == WireAnswer.jsonType else {
            throw RekognitionError(
                .unsupportedMediaType,
                "The Content-Type is '\(type.prefix(256))', not \(WireAnswer.jsonType)."
            )
        }
    }
}
