import Annotations
import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Projects

/// The images of a dataset and their labels.
struct EntryHandlers: Sendable {
    private static let mostListed = 500

    let desk: Desk

    private struct Listed: Encodable {
        let entries: [EntryShape]
        @OrNull var next: String?
        /// Of all that pass; with the first page alone.
        @OrNull var total: Int?
        @OrNull var offset: Int?
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        let filter = try await EntryFilterQuery(request, dataset.project, desk)
        let limit = try request.query("limit", in: 1...Self.mostListed) ?? 100
        let after = request.query("after")
        let offset = try request.query("offset", in: 0...Int(Int32.max))
        let start: EntryStart =
            if let after {
                .after(PageToken(rawValue: after))
            } else if let offset, offset > 0 {
                .offset(offset)
            } else {
                .first
            }
        let page = try await desk.useCases.labelling.page(
            of: dataset,
            matching: filter.choice,
            order: filter.order,
            from: start,
            limit: limit
        )
        let total: Int? =
            start == .first
            ? try await desk.useCases.labelling.count(of: dataset, matching: filter.choice) : nil
        return try JSONAnswer.make(
            Listed(
                entries: page.elements.map { EntryShape($0, of: dataset) },
                next: page.next?.rawValue,
                total: total,
                offset: offset
            )
        )
    }

    private struct Shown: Encodable {
        struct Around: Encodable {
            @OrNull var previous: EntryShape?
            @OrNull var next: EntryShape?
            @OrNull var nextUnlabelled: Int64?
            let total: Int
        }

        let entry: EntryShape
        let around: Around?

        func encode(to encoder: any Encoder) throws {
            try entry.encode(to: encoder)
            try around?.encode(to: encoder)
        }
    }

    func show(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let entry = try await desk.useCases.labelling.entry(try context.number("entry"), in: project)
        let around = request.query("around") == nil ? nil : try await around(entry, request, project)
        return try JSONAnswer.make(Shown(entry: EntryShape(entry), around: around))
    }

    private func around(
        _ entry: EntryDetails,
        _ request: Request,
        _ project: ProjectReference
    ) async throws -> Shown.Around {
        let filter = try await EntryFilterQuery(request, project.name, desk)
        let labelling = desk.useCases.labelling
        let (previous, next) = try await labelling.neighbours(
            of: entry.summary.id,
            in: entry.dataset,
            matching: filter.choice,
            order: filter.order
        )
        return Shown.Around(
            previous: try await shape(previous, in: project),
            next: try await shape(next, in: project),
            nextUnlabelled: entry.nextUnlabelled,
            total: try await labelling.count(of: entry.dataset, matching: filter.choice)
        )
    }

    private func shape(_ id: Int64?, in project: ProjectReference) async throws -> EntryShape? {
        guard let id else { return nil }
        return EntryShape(try await desk.useCases.labelling.entry(id, in: project))
    }

    private struct Draft: Decodable {
        struct Drawn: Decodable {
            let id: String?
            let label: String
            let box: BoxShape
        }

        let boxes: [Drawn]
        let state: EntryStateShape
        /// Whether somebody says that all of it is right.
        let confirmed: Bool?
    }

    func save(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let revision = try Self.revision(request)
        let draft = try await JSONAnswer.read(Draft.self, from: request)
        let outcome = try await desk.useCases.labelling.save(
            draft.boxes.map { BoxDraft(id: $0.id, label: $0.label, box: $0.box.box) },
            state: draft.state.state,
            confirms: draft.confirmed ?? false,
            entry: try context.number("entry"),
            in: project,
            revision: revision
        )
        switch outcome {
        case .saved(let entry): return try JSONAnswer.make(EntryShape(entry))
        case .stale(let entry): throw ConsoleError.stale(EntryShape(entry))
        }
    }

    /// The revision that somebody has seen, from `If-Match`.
    private static func revision(_ request: Request) throws -> Int {
        let text = request.headers[.ifMatch]?.filter { $0 != "\"" }
        guard let text, let revision = Int(text) else {
            throw ConsoleError.badRequest(
                "A change says in If-Match which revision it was made to.",
                value: request.headers[.ifMatch]
            )
        }
        return revision
    }

    func picture(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let file = try await desk.useCases.photos.picture(of: try context.number("entry"), in: project)
        return PictureAnswer.make(file)
    }

    func thumbnail(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let file = try await desk.useCases.photos.thumbnail(of: try context.number("entry"), in: project)
        return PictureAnswer.make(file)
    }
}

/// A picture as an answer.
enum PictureAnswer {
    static func make(_ file: PictureFile) -> Response {
        Response(
            status: .ok,
            // An entry's picture hardly ever changes; somebody else at the same browser must not get it from a cache.
            headers: [.contentType: file.contentType, .cacheControl: "private, max-age=86400"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes))
        )
    }
}
