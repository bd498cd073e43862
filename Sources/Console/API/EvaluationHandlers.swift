import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// The evaluations of a version.
struct EvaluationHandlers: Sendable {
    let desk: Desk

    private struct Listed: Encodable {
        let evaluations: [EvaluationOverviewShape]
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let all = try await desk.useCases.evaluations.list(of: version)
        return try JSONAnswer.make(Listed(evaluations: all.map(EvaluationOverviewShape.init)))
    }

    private struct Begun: Encodable {
        let id: String
    }

    func begin(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let id = try await desk.useCases.evaluations.evaluateAgain(try await desk.version(context))
        return try JSONAnswer.make(Begun(id: "\(id)"), status: .accepted)
    }

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let number = try EvaluationName(try context.name("evaluation")).number
        let view = try await desk.useCases.evaluations.view(of: version, evaluation: number)
        let threshold = try await desk.useCases.evaluations.threshold(of: version)
        return try JSONAnswer.make(EvaluationShape(view, of: version, served: threshold))
    }

    func picture(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (version, number, source) = try await image(request, context)
        return PictureAnswer.make(
            try await desk.useCases.photos.picture(at: source, in: version, evaluation: number)
        )
    }

    func thumbnail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (version, number, source) = try await image(request, context)
        return PictureAnswer.make(
            try await desk.useCases.photos.thumbnail(at: source, in: version, evaluation: number)
        )
    }

    private func image(
        _ request: Request,
        _ context: SignedInContext
    ) async throws -> (VersionReference, Int64?, String) {
        guard let source = request.query("source") else {
            throw ConsoleError.badRequest("Which image?", value: "source")
        }
        let number = try EvaluationName(try context.name("evaluation")).number
        return (try await desk.version(context), number, source)
    }
}

/// An evaluation in the list of them.
struct EvaluationOverviewShape: Hashable, Sendable, Encodable {
    struct Change: Hashable, Sendable, Encodable {
        let added: Int
        let removed: Int
        let relabelled: Int
    }

    let id: String
    @OrNull var date: Date?
    let title: String
    @OrNull var detail: String?
    let status: String
    @OrNull var message: String?
    @OrNull var done: Int?
    @OrNull var of: Int?
    let f1: Double?
    @OrNull var change: Change?
    let changedSince: Int

    init(_ evaluation: EvaluationOverview) {
        id = EvaluationName.text(evaluation.id)
        date = evaluation.made
        title = evaluation.id == nil ? "At training" : "Later"
        detail = evaluation.change?.sentence
        change = evaluation.change.map {
            Change(added: $0.added, removed: $0.removed, relabelled: $0.relabelled)
        }
        f1 = evaluation.f1
        changedSince = evaluation.changedSince
        switch evaluation.state {
        case .waiting: (status, message, done, of) = ("waiting", nil, nil, nil)
        case .running(let count, let total): (status, message, done, of) = ("working", nil, count, total)
        case .finished: (status, message, done, of) = ("done", nil, nil, nil)
        case .failed(let reason): (status, message, done, of) = ("failed", reason, nil, nil)
        }
    }
}

extension EvaluationChange {
    /// What is different from the evaluation made at training; nil where nothing is.
    var sentence: String? {
        let parts = [
            added > 0 ? Words.count(added, "image") + " added" : nil,
            removed > 0 ? Words.count(removed, "image") + " removed" : nil,
            relabelled > 0 ? Words.count(relabelled, "image") + " relabelled" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}
