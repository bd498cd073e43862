import AWSSignatureV4
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Projects
import TrainingRuns

/// What the server says of itself under `/_/`.
///
/// Whoever asks is told how it does; what names projects is for those that it knows.
struct OwnPages: Sendable {
    let useCases: UseCases
    let metrics: ServerMetrics
    let acquaintance: Acquaintance

    /// What lies under `/_/` and is not the console's.
    static let paths: Set<String> = ["health", "metrics", "usage"]

    /// Answers a request from this address.
    func page(_ path: String, _ request: Request, from address: SocketAddress?) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.answer(
                .methodNotAllowed,
                "text/plain; charset=utf-8",
                "GET is what can be done here.\n"
            )
        }
        switch path {
        case "health": return await health()
        case "metrics", "usage":
            do {
                let isKnown = try await acquaintance.isKnown(request.head, from: address)
                return try await path == "usage" ? usage(request, isKnown: isKnown) : metricsText(isKnown)
            } catch let error as SignatureError {
                return Self.answer(.forbidden, "text/plain; charset=utf-8", "\(error)\n")
            }
        default: return Self.answer(.notFound, "text/plain; charset=utf-8", "There is no /_/\(path).\n")
        }
    }

    private static func answer(_ status: HTTPResponse.Status, _ type: String, _ text: String) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// 200 when the catalog can be read, which everything needs; 503 when not.
    private func health() async -> Response {
        do {
            _ = try await useCases.trainings.overview(limit: 1)
            return Self.answer(
                .ok,
                "application/json",
                #"{"status":"ok","version":"\#(ProductVersion.current)"}"# + "\n"
            )
        } catch {
            return Self.answer(
                .serviceUnavailable,
                "application/json",
                #"{"status":"catalog unreadable"}"# + "\n"
            )
        }
    }

    private static let unknown =
        "Usage names projects: sign the request with a key of this server, or ask on its own machine.\n"

    private func metricsText(_ namesVersions: Bool) async throws -> Response {
        let runs = try await useCases.trainings.overview(limit: 1000)
        let text = metrics.text(
            trainings: Dictionary(grouping: runs, by: \.progress.status).mapValues(\.count),
            models: ModelMetrics(
                models: try await useCases.models.overview().map { ListedModel($0, useCases.account) },
                usage: try await useCases.models.usage(),
                memory: await useCases.models.memory(),
                namesVersions: namesVersions
            )
        )
        return Self.answer(.ok, "text/plain; version=0.0.4; charset=utf-8", text)
    }

    /// What was asked of models in a month, or in all, as JSON.
    private func usage(_ request: Request, isKnown: Bool) async throws -> Response {
        guard isKnown else { return Self.answer(.forbidden, "text/plain; charset=utf-8", Self.unknown) }
        let month = request.uri.queryParameters["month"].map(String.init)
        if let month, !ListedUsage.isMonth(month) {
            return Self.answer(
                .badRequest,
                "text/plain; charset=utf-8",
                "The month is one such as 2026-11.\n"
            )
        }
        let usage = ListedUsage(try await useCases.models.usage(), month: month, useCases.account)
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let text = String(decoding: try encoder.encode(usage), as: UTF8.self)
        return Self.answer(.ok, "application/json", text + "\n")
    }
}
