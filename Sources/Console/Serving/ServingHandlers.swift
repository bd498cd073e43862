import Catalog
import Foundation
import Hummingbird
import HummingbirdCore
import Projects

/// How a version is served.
struct ServingHandlers: Sendable {
    let desk: Desk

    private struct Change: Decodable {
        let mode: ServingMode?
        let idleSeconds: Int?
    }

    /// What is left out goes back to the server's default.
    func change(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let change = try await JSONAnswer.read(Change.self, from: request)
        let model = try await desk.useCases.models.changeServing(of: version) { serving in
            serving.mode = change.mode
            serving.idleSeconds = change.idleSeconds
        }
        return try JSONAnswer.make(ServingShape(model))
    }

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        return try JSONAnswer.make(ServingShape(try await desk.useCases.models.overview(of: version)))
    }
}

/// How a version is served, in JSON.
struct ServingShape: Hashable, Sendable, Encodable {
    struct Unit: Hashable, Sendable, Encodable {
        let number: Int
        let state: String
        @OrNull var memoryBytes: Int64?
        let answered: Int
    }

    let mode: String
    let source: String
    let idleSeconds: Int
    let isPinned: Bool
    let load: String
    let waiting: Int
    let memoryBytes: Int64
    @OrNull var secondsUntilUnload: Double?
    @OrNull var tagProblem: String?
    let units: [Unit]

    init(_ model: ServedModel) {
        mode = model.mode.rawValue
        source = model.source.rawValue
        idleSeconds = model.idleSeconds
        isPinned = model.isPinned
        load = model.load.rawValue
        waiting = model.waiting
        memoryBytes = model.memoryBytes
        secondsUntilUnload = model.secondsUntilUnload
        tagProblem = model.tagProblem
        units = model.units.map {
            Unit(
                number: $0.number,
                state: $0.state.rawValue,
                memoryBytes: $0.memoryBytes,
                answered: $0.answered
            )
        }
    }
}
