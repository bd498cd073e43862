import Console
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import RekognitionAPI
import S3API

/// The one endpoint: sends each request to the service it is for, and counts it.
struct FrontDoor: HTTPResponder {
    let s3: S3Door
    let rekognition: RekognitionDoor
    let pages: OwnPages
    let console: ConsoleDoor
    let metrics: ServerMetrics
    let log: Logger

    func respond(to request: Request, context: VisitContext) async throws -> Response {
        let context = context.logging(at: log.logLevel)
        let destination = Destination(request.head)
        let begin = ContinuousClock.now
        metrics.requestBegan()
        let response: Response
        do {
            response = try await respond(to: request, at: destination, context)
        } catch {
            metrics.requestEnded(destination.name, nil, after: ContinuousClock.now - begin)
            throw error
        }
        metrics.requestEnded(destination.name, response.status.code, after: ContinuousClock.now - begin)
        return response
    }

    private func respond(
        to request: Request,
        at destination: Destination,
        _ context: VisitContext
    ) async throws -> Response {
        switch destination {
        case .rekognition:
            if Self.waits(request) { try await ContinueResponse.send(on: context.channel) }
            return try await rekognition.respond(to: request, context: context)
        case .s3:
            return await answerFromS3(request, context)
        case .own(let path):
            return OwnPages.paths.contains(path)
                ? try await pages.page(path, request, from: context.channel.remoteAddress)
                : try await console.respond(to: request, context: context)
        case .welcome:
            return Response(status: .found, headers: [.location: Destination.ownPrefix])
        }
    }

    /// Whether a client holds its body back until it is told to go on; what is too large is refused unread.
    private static func waits(_ request: Request) -> Bool {
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        return request.headers[.expect]?.lowercased() == "100-continue"
            && length <= RekognitionDoor.largestBody
    }

    private func answerFromS3(_ request: Request, _ context: VisitContext) async -> Response {
        let begin = ContinuousClock.now
        let requestID = Self.newRequestID()
        let channel = context.channel
        let response = await s3.respond(to: request, requestID: requestID) {
            try await ContinueResponse.send(on: channel)
        }
        context.logger.log(
            level: response.status.code < 500 ? .info : .error,
            "answered",
            metadata: [
                "request-id": "\(requestID)", "method": "\(request.method)",
                // Without the query, which may carry a signature.
                "path": "\(request.uri.path)", "status": "\(response.status.code)",
                "milliseconds": "\(Int((ContinuousClock.now - begin) / Duration.milliseconds(1)))",
            ]
        )
        return response
    }

    /// 16 hexadecimal digits, as S3's are.
    private static func newRequestID() -> String {
        let digits = String(UInt64.random(in: 0...UInt64.max), radix: 16, uppercase: true)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Destination {
    /// As metrics name it.
    var name: String {
        switch self {
        case .rekognition: "rekognition"
        case .s3: "s3"
        case .own, .welcome: "own"
        }
    }
}
