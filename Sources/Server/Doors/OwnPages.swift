import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Projects
import TrainingRuns

/// What the server says of itself to whoever asks: nothing here is secret.
struct OwnPages: Sendable {
    let useCases: UseCases
    let metrics: ServerMetrics

    /// What lies under `/_/` and is not the console's.
    static let paths: Set<String> = ["health", "metrics"]

    func page(_ path: String, _ request: Request) async throws -> Response {
        guard request.method == .get || request.method == .head else {
            return Self.answer(
                .methodNotAllowed,
                "text/plain; charset=utf-8",
                "GET is what can be done here.\n"
            )
        }
        switch path {
        case "health": return await health()
        case "metrics": return try await metricsText()
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

    private func metricsText() async throws -> Response {
        let runs = try await useCases.trainings.overview(limit: 1000)
        let text = metrics.text(
            trainings: Dictionary(grouping: runs, by: \.progress.status).mapValues(\.count)
        )
        return Self.answer(.ok, "text/plain; version=0.0.4; charset=utf-8", text)
    }
}
