import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// Projects as wholes.
struct ProjectHandlers: Sendable {
    /// As CreateProject takes them.
    private static let longestName = 100
    private static let mostDigests = 1000

    let desk: Desk

    private struct Listed: Encodable {
        struct Project: Encodable {
            let name: String
            let images: Int
            let labels: Int
            let versions: Int
            let status: String
        }

        let projects: [Project]
    }

    func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let page = try await desk.useCases.overviews.page(PageRequest(size: 500))
        return try JSONAnswer.make(
            Listed(
                projects: page.elements.map {
                    Listed.Project(
                        name: $0.project.name,
                        images: $0.images,
                        labels: $0.labels,
                        versions: $0.versions,
                        status: $0.status.rawValue
                    )
                }
            )
        )
    }

    private struct Named: Decodable {
        let name: String?
    }

    private struct Made: Encodable {
        let name: String
        let url: String

        init(_ project: ProjectReference) {
            name = project.name
            url = Address.page(project)
        }
    }

    func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try Self.checked(try await JSONAnswer.read(Named.self, from: request).name ?? "")
        let project = try await desk.useCases.projects.create(named: name, tags: [:])
        return try JSONAnswer.make(Made(project), status: .created)
    }

    func drawExample(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let name = try await JSONAnswer.read(Named.self, from: request).name
        let project = try await ExampleSet(photos: desk.useCases.photos)
            .draw(named: try Self.checked(name ?? "example"), desk)
        return try JSONAnswer.make(Made(project), status: .created)
    }

    /// A name as AWS takes it, which also stands in addresses as it is.
    private static func checked(_ name: String) throws -> String {
        guard (1...longestName).contains(name.utf8.count), name.wholeMatch(of: #/[A-Za-z0-9_.\-]+/#) != nil
        else {
            throw ConsoleError.invalid(
                "A name has 1 to \(longestName) letters, digits, -, _ and . and no spaces.",
                value: name
            )
        }
        guard name.contains(where: { $0 != "." }) else {
            throw ConsoleError.invalid("A name of dots alone is no good in addresses.", value: name)
        }
        return name
    }

    func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Deletion(desk: desk).delete(try await desk.project(context))
        return try JSONAnswer.empty()
    }

    private struct Labels: Encodable {
        struct Counts: Encodable {
            var images = 0
            var boxes = 0
        }

        struct Label: Encodable {
            let name: String
            var train = Counts()
            var test = Counts()
        }

        let labels: [Label]
    }

    func labels(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        var labels: [String: Labels.Label] = [:]
        for type in DatasetType.allCases {
            guard let dataset = try await desk.dataset(type, of: project) else { continue }
            for label in try await desk.useCases.labelling.counts(of: dataset).labels {
                let counts = Labels.Counts(images: label.images, boxes: label.boxes)
                switch type {
                case .train: labels[label.name, default: .init(name: label.name)].train = counts
                case .test: labels[label.name, default: .init(name: label.name)].test = counts
                }
            }
        }
        let order = try await desk.useCases.labelling.labels(of: project)
        return try JSONAnswer.make(Labels(labels: order.map { labels[$0] ?? .init(name: $0) }))
    }

    private struct Digests: Codable {
        let digests: [String]
    }

    private struct KnownDigests: Encodable {
        let known: [String]
    }

    func known(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let digests = try await JSONAnswer.read(Digests.self, from: request).digests
        guard digests.count <= Self.mostDigests else {
            throw ConsoleError.badRequest("At most \(Self.mostDigests) digests can be asked at once.")
        }
        let known = try await desk.useCases.photos.known(digests, in: project)
        return try JSONAnswer.make(KnownDigests(known: known.sorted()))
    }

    func split(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        guard let training = try await desk.dataset(.train, of: project) else {
            throw ConsoleError.notFound("\(project.name) has no training set.")
        }
        let test = try await desk.madeDataset(.test, of: project)
        try await desk.useCases.datasets.distribute([training, test])
        return try JSONAnswer.empty()
    }
}
