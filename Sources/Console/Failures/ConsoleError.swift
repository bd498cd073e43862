import HTTPTypes

/// Why the console does not do what it is asked: a status, a word for scripts and a sentence for people.
struct ConsoleError: Error, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let message: String
    /// The setting, line or value that is meant.
    var value: String?
    var line: Int?
    /// What is there now, for one who would have written over it.
    var entry: EntryShape?

    init(_ status: HTTPResponse.Status, _ code: String, _ message: String, value: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.value = value
    }

    static let signedOut = ConsoleError(
        .unauthorized,
        "signed-out",
        "You are signed out. Sign in again; nothing is lost."
    )
    static let noToken = ConsoleError(
        .forbidden,
        "csrf",
        "The request does not carry this session's token. Load the page again."
    )

    static func foreignHost(_ host: String?) -> ConsoleError {
        ConsoleError(
            .misdirectedRequest,
            "host",
            "The console does not answer to this name. Add it to the setting console-hosts, if it is yours.",
            value: host
        )
    }

    static func foreignOrigin(_ origin: String) -> ConsoleError {
        ConsoleError(.forbidden, "origin", "The request comes from a page of another site.", value: origin)
    }

    static func notFound(_ message: String) -> ConsoleError { ConsoleError(.notFound, "not-found", message) }

    static func badRequest(_ message: String, value: String? = nil) -> ConsoleError {
        ConsoleError(.badRequest, "bad-request", message, value: value)
    }

    static func invalid(_ message: String, value: String? = nil) -> ConsoleError {
        ConsoleError(.unprocessableContent, "invalid", message, value: value)
    }

    static func stale(_ entry: EntryShape) -> ConsoleError {
        var error = ConsoleError(
            .conflict,
            "stale",
            "Somebody else has changed this image meanwhile. Nothing was written over."
        )
        error.entry = entry
        return error
    }
}
