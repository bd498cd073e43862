import Catalog
package import FoundationEssentials
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import NIOCore
package import Projects

/// Where requests to Rekognition, and the one to the Security Token Service, come in.
///
/// Whatever goes wrong is answered in Amazon's form; only what ends the connection is thrown.
package struct RekognitionDoor: Sendable {
    /// The largest body that is read, in bytes: the model's largest blob is 5 MiB, in base64 7 MiB.
    package static let largestBody = 16 << 20

    private let reception: Reception
    private let crossOrigin: CrossOrigin
    private let newRequestID: @Sendable () -> String

    /// - Parameters:
    ///   - useCases: what operations do.
    ///   - keys: whose signatures are good; nil takes every request, signed or not, and lets no web page in.
    ///   - now: the server's time, against which signatures run out.
    ///   - newRequestID: gives an identifier unlike any before.
    package init(
        _ useCases: UseCases,
        keys: (any AccessKeys)?,
        now: @escaping @Sendable () -> Date,
        newRequestID: @escaping @Sendable () -> String = { UUID().uuidString.lowercased() }
    ) {
        let pages = PageTokenSeal(secret: useCases.account.secret)
        self.init(account: useCases.account, keys: keys, now: now, newRequestID: newRequestID) {
            try await Self.perform($0, $1, useCases, pages)
        }
    }

    /// With a desk of one's own.
    init(
        account: Account,
        keys: (any AccessKeys)?,
        now: @escaping @Sendable () -> Date,
        newRequestID: @escaping @Sendable () -> String,
        desk: @escaping Reception.Desk
    ) {
        let authentication = Authentication(keys: keys, now: now)
        reception = Reception(account: account, authentication: authentication, desk: desk)
        crossOrigin = CrossOrigin(isAllowed: keys != nil)
        self.newRequestID = newRequestID
    }

    /// Answers a request, and logs it with its identifier, operation, resource, duration and error.
    package func respond(to request: Request, context: some RequestContext) async throws -> Response {
        guard request.method != .options else {
            return Response(status: .ok, headers: crossOrigin.preflight(request.head))
        }
        let requestID = newRequestID()
        var record = AccessRecord(requestID: requestID)
        let answer: WireAnswer
        do {
            answer = try await self.answer(to: request, requestID, &record)
        } catch let error as RekognitionError {
            answer = refuse(request.head, error, requestID)
        }
        record.write(answer, to: context.logger)
        return response(answer, requestID, crossOrigin.answer)
    }

    private func answer(
        to request: Request,
        _ requestID: String,
        _ record: inout AccessRecord
    ) async throws -> WireAnswer {
        let body = try await Self.body(of: request)
        do {
            if SecurityTokens.isAsked(by: request.head) {
                record.operation = "GetCallerIdentity"
                return try await reception.identify(request.head, body: body, requestID: requestID)
            }
            let visit = try await reception.admit(request.head, body: body)
            record.operation = visit.operation.name
            record.resource = visit.members.resource
            return try await reception.answer(visit)
        } catch {
            record.cause = error
            throw RekognitionError(answering: error, account: reception.account)
        }
    }

    /// All of a body; `RequestEntityTooLargeException` for one that is too large, whatever is left of it unread.
    private static func body(of request: Request) async throws -> [UInt8] {
        let tooLarge = RekognitionError(.requestTooLarge, "A request has at most \(largestBody) bytes.")
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        guard length <= largestBody else { throw tooLarge }
        do {
            return Array(try await request.body.collect(upTo: largestBody).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }

    private static func perform<Asked: RekognitionOperation>(
        _ operation: Asked.Type,
        _ members: Members,
        _ useCases: UseCases,
        _ pages: PageTokenSeal
    ) async throws -> Data {
        let call = Call(operation: Asked.name, useCases: useCases, pages: pages)
        return try JSONDocument.data(of: try await Asked(members).answer(to: call))
    }
}
