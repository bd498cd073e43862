import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Signs browsers in and out.
struct SigningIn: Sendable {
    let desk: Desk

    /// The form, or what a one-time link leads to.
    func show(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        let next = Self.safe(request.query("next"))
        guard let token = request.query("token") else {
            if context.session != nil { return Response(status: .seeOther, headers: [.location: next]) }
            return try form(problem: nil, next: next, status: .ok)
        }
        // Only what a person has opened: a link that a program looks at first would be used up.
        guard request.method == .get, desk.links.redeem(token) else {
            return try form(
                problem: "This link has been used or is too old. katmai console prints a new one.",
                next: next,
                status: .unauthorized
            )
        }
        return try await welcome(keyID: nil, next: next)
    }

    /// Takes an access key.
    func submit(_ request: Request, _ context: ConsoleContext) async throws -> Response {
        guard request.headers[.origin] != nil else {
            // A form's post always has one; without it nobody knows whose form that was.
            throw ConsoleError.foreignOrigin("none")
        }
        let fields = Self.fields(try await request.bytes(upTo: 16_384))
        let next = Self.safe(fields["next"])
        let id = fields["access-key"]?.trimmingCharacters(in: .whitespaces) ?? ""
        let secret = fields["secret"]?.trimmingCharacters(in: .whitespaces) ?? ""
        guard let expected = await desk.keys.secret(of: id), isSame(expected, secret) else {
            return try form(
                problem: "There is no such access key, or it is disabled. katmai credentials shows them.",
                next: next,
                status: .unauthorized
            )
        }
        return try await welcome(keyID: id, next: next)
    }

    /// Ends a session.
    func signOut(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let fields = Self.fields(try await request.bytes(upTo: 16_384))
        guard let token = fields["csrf"], context.session.accepts(csrf: token) else {
            throw ConsoleError.noToken
        }
        if let cookie = request.cookies[SessionCookie.name] { try await desk.sessions.end(cookie.value) }
        var response = Response(status: .seeOther, headers: [.location: Address.signIn])
        response.setCookie(SessionCookie.end(isSecure: desk.settings.isSecure))
        return response
    }

    private func welcome(keyID: String?, next: String) async throws -> Response {
        let word = try await desk.sessions.begin(keyID: keyID)
        let page = SignedInPage(
            shell: desk.pages.shell("Signed in", "signed-in", session: nil, script: nil),
            next: next
        )
        // Not a redirect: one that began at another site's page would leave a strict cookie behind.
        var response = try desk.pages.answer(page)
        response.setCookie(SessionCookie.begin(word, isSecure: desk.settings.isSecure))
        return response
    }

    private func form(problem: String?, next: String, status: HTTPResponse.Status) throws -> Response {
        let page = SignInPage(
            shell: desk.pages.shell("Sign in", "sign-in", session: nil, script: "sign-in"),
            problem: problem,
            next: next
        )
        return try desk.pages.answer(page, status: status)
    }

    /// A place under `/_/`, whatever was asked for.
    static func safe(_ next: String?) -> String {
        guard let next, next.hasPrefix(Address.home), !next.contains("//"), !next.contains("\\"),
            next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return Address.home }
        return next
    }

    /// The fields of a form.
    private static func fields(_ body: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { $0.replacing("+", with: " ").removingPercentEncoding ?? String($0) }
            if texts.count == 2 { fields[texts[0]] = texts[1] }
        }
        return fields
    }
}
