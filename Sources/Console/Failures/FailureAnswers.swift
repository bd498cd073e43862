import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Projects

/// Turns whatever is thrown into an answer: JSON for scripts, a page for people.
struct FailureAnswers: Sendable {
    private struct Body: Encodable {
        struct Failure: Encodable {
            let code: String
            let message: String
            let line: Int?
            let value: String?
        }

        let error: Failure
        let entry: EntryShape?
    }

    let pages: PageRenderer

    /// The answer, whatever was thrown.
    func answer(
        to error: any Error,
        _ request: Request,
        _ session: Session?,
        log: (any Error) -> Void
    ) throws -> Response {
        let failure: ConsoleError
        if let known = ConsoleError(answering: error) {
            failure = known
        } else {
            log(error)
            failure = .serverFault
        }
        if case ProjectError.modelBroken = error { log(error) }
        if let unfinished = error as? UnfinishedChange, ConsoleError(answering: unfinished.cause) == nil {
            log(unfinished.cause)
        }
        if request.uri.path.hasPrefix("/_/api/") {
            let body = Body(
                error: Body.Failure(
                    code: failure.code,
                    message: failure.message,
                    line: failure.line,
                    value: failure.value
                ),
                entry: failure.entry
            )
            return try JSONAnswer.make(body, status: failure.status)
        }
        if failure.status == .unauthorized { return Self.signIn(for: request) }
        let page = FailurePage(
            shell: pages.shell("Not there", "failure", session: session, script: nil),
            status: "\(failure.status.code)",
            message: failure.message,
            backURL: Address.home
        )
        return try pages.answer(page, status: failure.status)
    }

    /// Sends a browser to sign in, and from there to where it wanted to go.
    private static func signIn(for request: Request) -> Response {
        let wanted = request.head.path ?? Address.home
        let next = wanted.addingPercentEncoding(withAllowedCharacters: .asciiWord)
        let location = wanted == Address.home ? Address.signIn : "\(Address.signIn)?next=\(next ?? "")"
        return Response(status: .seeOther, headers: [.location: location])
    }
}
