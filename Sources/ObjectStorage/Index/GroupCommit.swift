import GRDB

/// Commits together what arrives together.
///
/// A commit waits for the disk. The changes that arrive meanwhile share the next one, each in a savepoint of its own, so
/// that one which fails takes back nothing but itself.
actor GroupCommit {
    private struct Change: Sendable {
        let make: @Sendable (Database) -> Answer
        /// Tells the caller that the change could not even be tried.
        let fail: @Sendable (any Error) -> Void
    }

    /// How a change went, before the commit.
    private struct Answer: Sendable {
        let failure: (any Error)?
        /// Tells the caller, who also learns of a commit that failed.
        let tell: @Sendable (_ commitFailure: (any Error)?) -> Void
    }

    private struct Outcome: Sendable {
        let answers: [Answer]
        let commitFailure: (any Error)?

        /// A full disk ends the whole transaction at the change that meets it: that is then why the others failed, too.
        var cause: (any Error)? {
            guard let commitFailure else { return nil }
            for answer in answers {
                if let failure = answer.failure as? DatabaseError { return failure }
            }
            return commitFailure
        }
    }

    private let writer: DatabasePool
    private var waiting: [Change] = []
    private var isCommitting = false

    init(_ writer: DatabasePool) {
        self.writer = writer
    }

    /// Makes a change and returns when it is on the disk.
    func perform<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Value, any Error>) in
            waiting.append(
                Change(
                    make: { Self.answer(caller, after: change, in: $0) },
                    fail: { caller.resume(throwing: $0) }
                )
            )
            guard !isCommitting else { return }
            isCommitting = true
            // A task of its own: the caller that happens to come first must not wait for those behind it, and its
            // cancellation must not end their commit.
            Task { await commitAll() }
        }
    }

    private func commitAll() async {
        while !waiting.isEmpty {
            let changes = waiting
            waiting = []
            await commit(changes)
        }
        isCommitting = false
    }

    private func commit(_ changes: [Change]) async {
        do {
            let outcome = try await writer.writeWithoutTransaction { database in
                try Self.outcome(of: changes, in: database)
            }
            for answer in outcome.answers { answer.tell(outcome.cause) }
        } catch {
            for change in changes { change.fail(error) }
        }
    }

    /// Throws when the transaction cannot even begin.
    private static func outcome(of changes: [Change], in database: Database) throws -> Outcome {
        var answers: [Answer] = []
        do {
            try database.inTransaction {
                answers = changes.map { $0.make(database) }
                return .commit
            }
            return Outcome(answers: answers, commitFailure: nil)
        } catch {
            guard !answers.isEmpty else { throw error }
            return Outcome(answers: answers, commitFailure: error)
        }
    }

    private static func answer<Value: Sendable>(
        _ caller: CheckedContinuation<Value, any Error>,
        after change: (Database) throws -> Value,
        in database: Database
    ) -> Answer {
        let result = result(of: change, in: database)
        var failure: (any Error)?
        if case .failure(let error) = result { failure = error }
        return Answer(failure: failure) { [failure] commitFailure in
            if let commitFailure, failure == nil {
                caller.resume(throwing: commitFailure)
            } else {
                caller.resume(with: result)
            }
        }
    }

    private static func result<Value: Sendable>(
        of change: (Database) throws -> Value,
        in database: Database
    ) -> Result<Value, any Error> {
        Result {
            guard database.isInsideTransaction else {
                throw DatabaseError(resultCode: .SQLITE_ABORT, message: "the transaction was aborted")
            }
            var value: Value?
            try database.inSavepoint {
                value = try change(database)
                return .commit
            }
            guard let value else { preconditionFailure("a committed savepoint has run its change") }
            return value
        }
    }
}
