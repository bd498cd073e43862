import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The access keys, and links for other browsers.
struct KeyHandlers: Sendable {
    let desk: Desk

    private struct Listed: Encodable {
        struct Key: Encodable {
            let id: String
            let isEnabled: Bool
            let created: Date
        }

        let keys: [Key]

        /// Never with secrets: those are shown once, as they are made.
        init(_ records: [AccessKeyRecord]) {
            keys = records.map {
                Key(id: $0.id, isEnabled: $0.isEnabled, created: Date(milliseconds: $0.created))
            }
        }
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try JSONAnswer.make(Listed(try await desk.keys.all()))
    }

    private struct Made: Encodable {
        let id: String
        let secret: String
    }

    func add(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let key = try await desk.keys.add()
        return try JSONAnswer.make(Made(id: key.id, secret: key.secret), status: .created)
    }

    private struct Change: Decodable {
        let isEnabled: Bool
    }

    func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.name("key")
        let change = try await JSONAnswer.read(Change.self, from: request)
        if !change.isEnabled { try await refuseForTheLast(id) }
        guard try await desk.keys.set(id, isEnabled: change.isEnabled) else { throw Self.noKey(id) }
        return try JSONAnswer.make(Listed(try await desk.keys.all()))
    }

    func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try context.name("key")
        try await refuseForTheLast(id)
        guard try await desk.keys.delete(id) else { throw Self.noKey(id) }
        return try JSONAnswer.make(Listed(try await desk.keys.all()))
    }

    /// Clients would be locked out without a word.
    private func refuseForTheLast(_ id: String) async throws {
        let enabled = try await desk.keys.all().filter(\.isEnabled)
        guard enabled.map(\.id) != [id] else {
            throw ConsoleError(
                .conflict,
                "in-use",
                "This is the last key that clients can use. Make another one first.",
                value: id
            )
        }
    }

    private static func noKey(_ id: String) -> ConsoleError { .notFound("There is no access key \(id).") }

    private struct Link: Encodable {
        let url: String
        let expires: Date
    }

    func makeLink(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let link = desk.links.make()
        return try JSONAnswer.make(
            Link(url: desk.endpoint() + link.path, expires: link.expires),
            status: .created
        )
    }
}
