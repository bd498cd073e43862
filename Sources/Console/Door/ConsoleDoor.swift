package import Catalog
package import Foundation
import HTTPTypes
package import Hummingbird
import HummingbirdCore
import Logging
package import Projects

/// Where browsers come in: pages, their JSON and their files, under `/_/`.
package struct ConsoleDoor: Sendable {
    private let gatekeeper: Gatekeeper
    private let sessions: Sessions
    private let failures: FailureAnswers
    private let responder: RouterResponder<ConsoleContext>

    /// - Parameters:
    ///   - useCases: what pages show and do.
    ///   - catalog: keeps the sessions.
    ///   - keys: with which people may sign in.
    ///   - links: the one-time links that are out.
    ///   - settings: of the server.
    ///   - endpoint: the address that clients use, once the server listens.
    ///   - now: the clock.
    /// - Throws: `MissingTemplate`, and why a template or file cannot be read.
    package init(
        _ useCases: UseCases,
        catalog: CatalogDatabase,
        keys: any AccessKeyShelf,
        links: SignInLinks,
        settings: ConsoleSettings,
        endpoint: @escaping @Sendable () -> String,
        now: @escaping @Sendable () -> Date
    ) async throws {
        let resources = try Resources()
        let sessions = Sessions(catalog: catalog, now: now)
        let desk = Desk(
            useCases: useCases,
            pages: try PageRenderer(
                templates: resources.templates,
                account: useCases.account.id,
                version: settings.version
            ),
            keys: keys,
            links: links,
            sessions: sessions,
            settings: settings,
            endpoint: endpoint,
            now: now,
            actions: ActionBoard(now: now)
        )
        gatekeeper = Gatekeeper(hosts: settings.hosts)
        self.sessions = sessions
        failures = FailureAnswers(pages: desk.pages)
        responder = Routes.responder(desk, try StaticFiles(folder: resources.publicFiles))
    }

    /// Answers a request under `/_/`.
    package func respond(to request: Request, context: some RequestContext) async throws -> Response {
        var session: Session?
        do {
            try gatekeeper.check(request)
            session = try await self.session(of: request)
            let response = try await responder.respond(
                to: request,
                context: ConsoleContext(context, session: session)
            )
            return SecurityHeaders.added(to: response)
        } catch let error as CancellationError {
            throw error
        } catch {
            let answer = try failures.answer(to: error, request, session) { cause in
                context.logger.error(
                    "the console failed",
                    metadata: ["path": "\(request.uri.path)", "cause": "\(cause)"]
                )
            }
            return SecurityHeaders.added(to: answer)
        }
    }

    private func session(of request: Request) async throws -> Session? {
        guard let cookie = request.cookies[SessionCookie.name] else { return nil }
        return try await sessions.session(of: cookie.value)
    }
}

/// The folders of the module's own files.
struct Resources: Sendable {
    let templates: URL
    let publicFiles: URL

    /// Throws `MissingTemplate` where the files were not shipped beside the program.
    init() throws {
        guard let templates = Bundle.module.url(forResource: "Templates", withExtension: nil),
            let publicFiles = Bundle.module.url(forResource: "Public", withExtension: nil)
        else { throw MissingTemplate(name: "layout", folder: Bundle.module.bundlePath) }
        self.templates = templates
        self.publicFiles = publicFiles
    }
}

/// What all handlers work with.
struct Desk: Sendable {
    let useCases: UseCases
    let pages: PageRenderer
    let keys: any AccessKeyShelf
    let links: SignInLinks
    let sessions: Sessions
    let settings: ConsoleSettings
    let endpoint: @Sendable () -> String
    let now: @Sendable () -> Date
    let listings = FolderListings()
    let actions: ActionBoard
}
