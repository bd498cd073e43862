import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// Shows the pages.
struct PageHandlers: Sendable {
    /// More are not on one page.
    private static let mostProjects = 500

    let desk: Desk

    private var overviews: ProjectOverviews { desk.useCases.overviews }

    func projects(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let page = try await overviews.page(PageRequest(size: Self.mostProjects))
        let shell = shell("Projects", "projects", context, [])
        return try desk.pages.answer(ProjectsPage(shell: shell, page.elements))
    }

    func settings(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let shell = shell("Settings", "settings", context, [("Settings", nil)])
        return try desk.pages.answer(SettingsPage(shell: shell, try await desk.keys.all(), desk))
    }

    func project(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let content = ProjectPage.Content(
            card: try await overviews.card(of: project),
            rows: try await overviews.versions(of: project),
            models: try await desk.useCases.models.overview(),
            usage: try await desk.useCases.models.usage()
        )
        let shell = shell(project.name, "project", context, [(project.name, nil)])
        let page = ProjectPage(shell: shell, content, desk.useCases.account, now: desk.now())
        return try desk.pages.answer(page)
    }

    func dataset(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let type = try Self.type(request)
        let card = try await overviews.card(of: project)
        var description: DatasetDescription?
        var counts: DatasetCounts?
        if let dataset = card.dataset(type) {
            description = try await desk.useCases.datasets.describe(dataset)
            counts = try await desk.useCases.labelling.counts(of: dataset)
        }
        let content = DatasetPage.Content(
            card: card,
            type: type,
            description: description,
            counts: counts,
            versions: try await overviews.versions(of: project),
            others: try await overviews.page(PageRequest(size: Self.mostProjects)).elements
        )
        let shell = projectShell("Images", "dataset", project, context)
        return try desk.pages.answer(DatasetPage(shell: shell, content))
    }

    func editor(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let type = try Self.type(request)
        let page = EditorPage(
            shell: projectShell("Label", "editor", project, context),
            project.name,
            type,
            entry: request.query("entry").flatMap { Int64($0) },
            labels: try await desk.useCases.labelling.labels(of: project),
            versions: try await overviews.versions(of: project),
            query: Self.filter(request)
        )
        return try desk.pages.answer(page)
    }

    func train(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let page = TrainPage(
            shell: projectShell("Train", "train", project, context),
            try await overviews.card(of: project),
            try await overviews.versions(of: project),
            name: try await desk.useCases.trainingViews.defaultVersionName(in: project)
        )
        return try desk.pages.answer(page)
    }

    func training(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let project = try await desk.project(context)
        let view = try await desk.useCases.trainingViews.view(of: version)
        // A copy was never trained here.
        guard view.run != nil else {
            return Response(status: .found, headers: [.location: Address.page(project)])
        }
        let page = TrainingPage(
            shell: projectShell("Training of \(version.name)", "training", project, context),
            try await overviews.card(of: project),
            view,
            now: desk.now()
        )
        return try desk.pages.answer(page)
    }

    /// The set that a query names; the training set where it names none.
    private static func type(_ request: Request) throws -> DatasetType {
        guard let word = request.query("set") else { return .train }
        guard let type = DatasetType(word: word) else {
            throw ConsoleError.notFound("A project has a set train and a set test, and no \(word).")
        }
        return type
    }

    /// The query without the set and the image, as it was sent: what the gallery was filtered by.
    private static func filter(_ request: Request) -> String? {
        let parts = (request.uri.query ?? "").split(separator: "&").filter {
            !$0.hasPrefix("set=") && !$0.hasPrefix("entry=")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "&")
    }

    func shell(
        _ title: String,
        _ page: String,
        _ context: SignedInContext,
        _ way: [(title: String, url: String?)]
    ) -> Shell {
        desk.pages.shell(
            title,
            page,
            session: context.session,
            breadcrumbs: [Shell.Breadcrumb(title: "Projects", url: way.isEmpty ? nil : Address.home)]
                + way.map { Shell.Breadcrumb(title: $0.title, url: $0.url) },
            script: page
        )
    }

    func projectShell(
        _ title: String,
        _ page: String,
        _ project: ProjectReference,
        _ context: SignedInContext
    ) -> Shell {
        shell(
            "\(title) - \(project.name)",
            page,
            context,
            [(project.name, Address.page(project)), (title, nil)]
        )
    }
}
