import Catalog
import Foundation

/// A browser that is signed in.
struct Session: Sendable {
    private let word: SecretWord

    init(_ word: SecretWord) {
        self.word = word
    }

    /// What the session's pages send along with every change.
    var csrf: String { word.derived(for: "katmai console token") }

    /// Whether somebody knows it.
    func accepts(csrf token: String) -> Bool { isSame(token, csrf) }
}

/// Begins, finds and ends sessions; the catalog keeps their hashes, so they outlive the server's process.
struct Sessions: Sendable {
    static let life: TimeInterval = 30 * 24 * 3600

    let catalog: CatalogDatabase
    let now: @Sendable () -> Date

    /// Begins a session and returns what its cookie holds; with the access key that was shown, if one was, it ends.
    func begin(keyID: String?) async throws -> SecretWord {
        let word = SecretWord()
        let moment = now()
        let record = ConsoleSessionRecord(
            hash: word.hash,
            accessKeyID: keyID,
            created: moment.milliseconds,
            expires: (moment + Self.life).milliseconds
        )
        try await catalog.write { catalog in
            try catalog.deleteConsoleSessions(expiredAt: moment.milliseconds)
            try catalog.insert(record)
        }
        return word
    }

    /// The session of a cookie; nil where there is none any more.
    func session(of cookie: String) async throws -> Session? {
        let word = SecretWord(cookie)
        let hash = word.hash
        let moment = now().milliseconds
        let isThere = try await catalog.read { try $0.hasConsoleSession(hash, at: moment) }
        return isThere ? Session(word) : nil
    }

    /// Ends the session of a cookie, which need not be there.
    func end(_ cookie: String) async throws {
        let hash = SecretWord(cookie).hash
        try await catalog.write { try $0.deleteConsoleSession(hash) }
    }
}
