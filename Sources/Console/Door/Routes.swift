import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Which handler answers which address.
enum Routes {
    static func responder(_ desk: Desk, _ files: StaticFiles) -> RouterResponder<ConsoleContext> {
        let router = Router(context: ConsoleContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: OwnErrors())
        router.get("_/static/**") { request, context in
            try files.answer(context.parameters.getCatchAll().joined(separator: "/"), request)
        }
        let signingIn = SigningIn(desk: desk)
        router.get("_/sign-in", use: signingIn.show)
        router.post("_/sign-in", use: signingIn.submit)
        let signedIn = router.group("_", context: SignedInContext.self)
        signedIn.post("sign-out", use: signingIn.signOut)
        addPages(to: signedIn, PageHandlers(desk: desk))
        let api = router.group("_/api", context: SignedInContext.self).add(middleware: TokenCheck())
        addProjects(to: api, ProjectHandlers(desk: desk))
        addDatasets(to: api.group("projects/:project/datasets/:set"), desk)
        let trainings = TrainingHandlers(desk: desk)
        api.get("projects/:project/versions", use: trainings.list)
        api.post("projects/:project/versions", use: trainings.begin)
        addVersions(to: api.group("projects/:project/versions/:version"), desk)
        addKeys(to: api, KeyHandlers(desk: desk))
        return router.buildResponder()
    }

    private static func addPages(to routes: RouterGroup<SignedInContext>, _ pages: PageHandlers) {
        routes.get("", use: pages.projects)
        routes.get("settings", use: pages.settings)
        let project = routes.group("projects/:project")
        project.get("", use: pages.project)
        project.get("images", use: pages.dataset)
        project.get("label", use: pages.editor)
        project.get("train", use: pages.train)
        project.get("evaluate", use: pages.evaluateNewest)
        project.get("use", use: pages.useNewest)
        let version = project.group("versions/:version")
        version.get("training", use: pages.training)
        version.get("evaluate", use: pages.evaluate)
        version.get("use", use: pages.use)
    }

    private static func addProjects(to routes: RouterGroup<SignedInContext>, _ projects: ProjectHandlers) {
        routes.get("projects", use: projects.list)
        routes.post("projects", use: projects.create)
        routes.post("example", use: projects.drawExample)
        let project = routes.group("projects/:project")
        project.delete("", use: projects.delete)
        project.get("labels", use: projects.labels)
        project.post("known", use: projects.known)
        project.post("split", use: projects.split)
    }

    private static func addDatasets(to routes: RouterGroup<SignedInContext>, _ desk: Desk) {
        let datasets = DatasetHandlers(desk: desk)
        routes.get("", use: datasets.describe)
        routes.post("", use: datasets.create)
        routes.delete("", use: datasets.delete)
        routes.get("listing", use: datasets.showListing)
        routes.post("images", use: datasets.upload)
        routes.get("problems", use: ProblemHandlers(desk: desk).list)
        let entries = EntryHandlers(desk: desk)
        routes.get("entries", use: entries.list)
        routes.get("entries/:entry", use: entries.show)
        routes.put("entries/:entry", use: entries.save)
        routes.get("entries/:entry/picture", use: entries.picture)
        routes.get("entries/:entry/thumbnail", use: entries.thumbnail)
        routes.get("entries/:entry/suggestions", use: SuggestionHandlers(desk: desk).suggest)
        let actions = ActionHandlers(desk: desk)
        routes.get("actions", use: actions.list)
        routes.post("actions", use: actions.act)
    }

    private static func addVersions(to routes: RouterGroup<SignedInContext>, _ desk: Desk) {
        let versions = VersionHandlers(desk: desk)
        routes.get("", use: versions.describe)
        routes.delete("", use: versions.delete)
        routes.post("start", use: versions.start)
        routes.post("stop", use: versions.stop)
        routes.post("detect", use: versions.detect)
        routes.put("threshold", use: versions.setThreshold)
        let serving = ServingHandlers(desk: desk)
        routes.get("serving", use: serving.show)
        routes.put("serving", use: serving.change)
        let trainings = TrainingHandlers(desk: desk)
        routes.get("training", use: trainings.watch)
        routes.delete("training", use: trainings.cancel)
        let evaluations = EvaluationHandlers(desk: desk)
        routes.get("evaluations", use: evaluations.list)
        routes.post("evaluations", use: evaluations.begin)
        routes.get("evaluations/:evaluation", use: evaluations.show)
        routes.get("evaluations/:evaluation/picture", use: evaluations.picture)
        routes.get("evaluations/:evaluation/thumbnail", use: evaluations.thumbnail)
        let downloads = DownloadHandlers(desk: desk)
        routes.get("bundle.tar", use: downloads.tar)
        routes.get("bundle.zip", use: downloads.zip)
        routes.get("model.onnx", use: downloads.onnx)
    }

    private static func addKeys(to routes: RouterGroup<SignedInContext>, _ keys: KeyHandlers) {
        routes.get("keys", use: keys.list)
        routes.post("keys", use: keys.add)
        routes.put("keys/:key", use: keys.change)
        routes.delete("keys/:key", use: keys.delete)
        routes.post("sign-in-link", use: keys.makeLink)
    }
}

/// Keeps Hummingbird's own errors, as for an address that nothing answers, from being answered in its words.
private struct OwnErrors: RouterMiddleware {
    typealias Context = ConsoleContext

    func handle(
        _ request: Request,
        context: ConsoleContext,
        next: @concurrent (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any HTTPResponseError {
            throw ConsoleError(answering: error) ?? .serverFault
        }
    }
}

extension SignedInContext {
    /// The name in an address.
    func name(_ parameter: String) throws -> String {
        guard let name = parameters.get(parameter) else {
            throw ConsoleError.notFound("The address has no \(parameter).")
        }
        return name
    }

    /// The number in an address.
    func number(_ parameter: String) throws -> Int64 {
        guard let text = parameters.get(parameter), let number = Int64(text) else {
            throw ConsoleError.notFound("The address has no number of a \(parameter).")
        }
        return number
    }
}
