import Catalog
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// The pages of one version.
extension PageHandlers {
    func evaluate(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let version = try await desk.version(context)
        let current = try EvaluationName(request.query("evaluation")).number
        let useCases = desk.useCases
        let content = EvaluatePage.Content(
            card: try await useCases.overviews.card(of: project),
            rows: try await useCases.overviews.versions(of: project),
            version: try await desk.description(of: version),
            evaluations: try await useCases.evaluations.list(of: version),
            current: current,
            view: try await evaluation(of: version, current),
            threshold: try await useCases.evaluations.threshold(of: version)
        )
        let shell = projectShell("Evaluate \(version.name)", "evaluate", project, context)
        return try desk.pages.answer(EvaluatePage(shell: shell, content, now: desk.now()))
    }

    /// Nil where a version has no evaluation.
    private func evaluation(
        of version: VersionReference,
        _ number: Int64?
    ) async throws -> EvaluationView? {
        do {
            return try await desk.useCases.evaluations.view(of: version, evaluation: number)
        } catch LabellingError.noReport {
            return nil
        }
    }

    func use(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        let version = try await desk.version(context)
        let useCases = desk.useCases
        let description = try await desk.description(of: version)
        // There is nothing to use; the evaluation's page says why.
        guard description.status.hasBeenTrained else {
            return Response(status: .found, headers: [.location: Address.evaluate(version)])
        }
        let view = try await evaluation(of: version, nil)
        let content = UsePage.Content(
            card: try await useCases.overviews.card(of: project),
            rows: try await useCases.overviews.versions(of: project),
            version: description,
            thresholds: view?.labels.map {
                UsePage.Threshold(label: $0.name, assumed: $0.assumedThreshold.map(Words.share))
            } ?? [],
            served: try await useCases.evaluations.threshold(of: version),
            serving: ServingShown(try await useCases.models.overview(of: version)),
            usage: UsageShown(try await useCases.models.usage(of: version))
        )
        let shell = projectShell("Use \(version.name)", "use", project, context)
        let page = UsePage(shell: shell, content, useCases.account, endpoint: desk.endpoint())
        return try desk.pages.answer(page)
    }

    func evaluateNewest(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await newest(.evaluate, context, Address.evaluate)
    }

    func useNewest(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await newest(.use, context, Address.use)
    }

    /// Leads to a page of the newest version with a model, or says that there is none.
    private func newest(
        _ place: Rail.Place,
        _ context: SignedInContext,
        _ address: (VersionReference) -> String
    ) async throws -> Response {
        let project = try await desk.project(context)
        let card = try await desk.useCases.overviews.card(of: project)
        if let model = card.model {
            return Response(status: .found, headers: [.location: address(model.version)])
        }
        let hasFailed = card.training == nil && card.steps.train == .failed
        let training = card.training ?? (hasFailed ? card.lastVersion : nil)
        let title = place == .use ? "Use" : "Evaluate"
        let page = NoVersionPage(
            shell: desk.pages.shell(
                "\(title) - \(project.name)",
                "no-version",
                session: context.session,
                breadcrumbs: [],
                script: nil
            ),
            rail: Rail(card, at: place),
            project: project.name,
            step: place == .use ? "use" : "evaluate",
            trainURL: Address.train(project.name),
            isTraining: card.training != nil,
            hasFailed: hasFailed,
            trainingURL: training.map { Address.training($0.version) }
        )
        return try desk.pages.answer(page)
    }
}
