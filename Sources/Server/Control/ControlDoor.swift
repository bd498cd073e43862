import Catalog
import Console
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Projects

/// What commands on the same machine ask, through a socket that only the home's owner can open.
struct ControlDoor: HTTPResponder {
    let useCases: UseCases
    let keys: AccessKeyRing
    let links: SignInLinks
    let status: ServerStatus
    let log: Logger

    func respond(to request: Request, context: VisitContext) async throws -> Response {
        let words = request.uri.path.split(separator: "/").map(String.init)
        do {
            return try await answer(request.method, words, request)
        } catch let refusal as Refusal {
            let told = ControlRefusal(message: refusal.message, imageCode: refusal.imageCode)
            return try Self.json(told, status: refusal.status)
        } catch {
            log.error("a command failed", metadata: ["reason": "\(error)"])
            return try Self.json(ControlRefusal(message: "\(error)"), status: .internalServerError)
        }
    }

    /// What a command is told instead of an answer.
    struct Refusal: Error {
        let status: HTTPResponse.Status
        let message: String
        /// Where it is about the one image that was sent.
        var imageCode: String?

        static let unknown = Refusal(status: .notFound, message: "the server does not know this command")

        static func noKey(_ id: String) -> Refusal {
            Refusal(status: .notFound, message: "there is no access key \(id)")
        }
    }

    private func answer(
        _ method: HTTPRequest.Method,
        _ words: [String],
        _ request: Request
    ) async throws -> Response {
        switch (method, words.first, words.count) {
        case (.get, "status", 1):
            return try Self.json(status)
        case (.get, "keys", 1):
            return try Self.json(try await keys.all().map(ListedKey.init))
        case (.post, "keys", 1):
            return try Self.json(ListedKey(try await keys.add()))
        case (.put, "keys", 3) where ["enable", "disable"].contains(words[2]):
            guard try await keys.set(words[1], isEnabled: words[2] == "enable") else {
                throw Refusal.noKey(words[1])
            }
            return try Self.json(try await keys.all().map(ListedKey.init))
        case (.delete, "keys", 2):
            guard try await keys.delete(words[1]) else { throw Refusal.noKey(words[1]) }
            return try Self.json(try await keys.all().map(ListedKey.init))
        case (.post, "console-links", 1):
            return try Self.json(ListedLink(links.make(), status))
        case (.get, "runs", 1):
            return try Self.json(try await runs(limit: 100))
        case (.delete, "runs", 3):
            return try Self.json(try await cancel(words[1], words[2]))
        case (_, "models", _), (_, "usage", _):
            return try await answerAboutModels(method, words, request)
        default:
            throw Refusal.unknown
        }
    }

    private func runs(limit: Int) async throws -> [ListedRun] {
        try await useCases.trainings.overview(limit: limit).map { ListedRun($0, useCases.account) }
    }

    /// Cancels the training of the version of this name in a project of this name.
    private func cancel(_ project: String, _ version: String) async throws -> [ListedRun] {
        let all = try await useCases.trainings.overview(limit: 100_000)
        guard let run = all.first(where: { $0.version.project == project && $0.version.name == version })
        else {
            throw Refusal(
                status: .notFound,
                message: "there is no training of \(version) in the project \(project)"
            )
        }
        do {
            try await useCases.trainings.cancel(run.version)
        } catch ProjectError.versionBusy(_, let status) {
            throw Refusal(
                status: .conflict,
                message: "\(version) in \(project) is \(status.rawValue), not training"
            )
        }
        return try await runs(limit: 100)
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
    }
}

extension ListedKey {
    init(_ record: AccessKeyRecord) {
        id = record.id
        secret = record.secret
        isEnabled = record.isEnabled
        created = Date(timeIntervalSince1970: Double(record.created) / 1000)
    }
}

extension ListedLink {
    init(_ link: SignInLink, _ status: ServerStatus) {
        url = status.url + link.path
        expires = link.expires
    }
}

extension ListedRun {
    init(_ run: RunOverview, _ account: Account) {
        project = run.version.project
        version = run.version.name
        arn = account.arn(of: run.version)
        status = run.progress.status.rawValue
        progress = run.progress.share
        secondsLeft = run.progress.secondsLeft
        queued = run.queued
        started = run.started
        attempts = run.attempts
        trainedSeconds = run.trainedSeconds
        message = run.statusMessage
    }
}
