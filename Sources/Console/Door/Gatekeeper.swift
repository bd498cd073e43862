import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Turns away what a foreign page may have sent, whoever is signed in.
struct Gatekeeper: Sendable {
    let hosts: AllowedHosts

    /// Throws a `ConsoleError` for a request that is not the console's own page's or a person's.
    func check(_ request: Request) throws {
        guard let authority = request.head.authority, hosts.contains(authority: authority) else {
            throw ConsoleError.foreignHost(request.head.authority)
        }
        guard let origin = request.headers[.origin] else {
            // Browsers of today say where a request comes from; what says nothing is no browser, and has no cookie.
            return
        }
        let own = ["http://\(authority)", "https://\(authority)"]
        guard own.contains(origin.lowercased()) || own.contains(origin) else {
            throw ConsoleError.foreignOrigin(origin)
        }
    }
}

/// Lets a change through only with the token of its session, which no foreign page can read.
struct TokenCheck: RouterMiddleware {
    typealias Context = SignedInContext

    func handle(
        _ request: Request,
        context: SignedInContext,
        next: @concurrent (Request, SignedInContext) async throws -> Response
    ) async throws -> Response {
        if request.method != .get && request.method != .head {
            guard let token = request.headers[.csrfToken], context.session.accepts(csrf: token) else {
                throw ConsoleError.noToken
            }
        }
        return try await next(request, context)
    }
}

extension HTTPField.Name {
    /// Carries the token of a session's pages.
    static let csrfToken = {
        // Letters and hyphens: a name by RFC 9110.
        guard let name = HTTPField.Name("x-katmai-csrf") else { preconditionFailure("no header's name") }
        return name
    }()
}
