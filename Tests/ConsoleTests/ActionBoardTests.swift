import Catalog
import Foundation
import HTTPTypes
import Projects
import Testing

@testable import Console

private let dataset = DatasetReference(project: "bears", type: .train, number: 1)
private let other = DatasetReference(project: "bears", type: .test, number: 1)

/// The words that a state has.
private func word(_ state: ActionNote.State) -> String {
    switch state {
    case .working: "working"
    case .done(let outcome): "\(outcome.changed) changed"
    case .failed(let error): error.message
    }
}

@Test func `an action is seen while it works, and after`() async throws {
    let clock = TestConsole.Clock()
    let board = ActionBoard(now: { clock.now })
    var seen: [ChangeProgress] = []
    let outcome = try await board.follow(.move, on: dataset, ticket: "a", total: 9) { told in
        seen += board.notes(of: dataset).map(\.progress)
        told(ChangeProgress(done: 5, total: 9))
        seen += board.notes(of: dataset).map(\.progress)
        #expect(board.notes(of: dataset).map { word($0.state) } == ["working"])
        #expect(board.notes(of: other).isEmpty)
        return ActionOutcome(changed: 7)
    }
    #expect(outcome.changed == 7)
    #expect(seen == [ChangeProgress(done: 0, total: 9), ChangeProgress(done: 5, total: 9)])
    await #expect(throws: ProjectError.diskFull) {
        _ = try await board.follow(.empty, on: dataset, ticket: "b", total: 1) { _ in
            throw ProjectError.diskFull
        }
    }
    #expect(
        board.notes(of: dataset).map { word($0.state) }
            == ["7 changed", "The server's disk is full. Nothing was changed."]
    )
    clock.pass(601)
    #expect(board.notes(of: dataset).isEmpty)
}

@Test func `of actions that have ended the last are kept`() async throws {
    let board = ActionBoard(now: { TestConsole.date })
    for number in 0..<60 {
        _ = try await board.follow(.move, on: dataset, ticket: "\(number)", total: 1) { _ in
            ActionOutcome(changed: 1)
        }
    }
    #expect(board.notes(of: dataset).map(\.ticket) == (10..<60).map { "\($0)" })
}

@Test func `an action that ends in the middle says what is done and what is not`() {
    func failure(_ changed: Int, _ cause: any Error) -> ConsoleError? {
        let progress = ChangeProgress(done: 12_000, total: 100_000)
        return ConsoleError(answering: UnfinishedChange(progress: progress, changed: changed, cause: cause))
    }
    let busy = failure(12_000, ProjectError.datasetBusy(dataset, .updating))
    #expect(busy?.status == .conflict && busy?.code == "in-use")
    #expect(
        busy?.message == "12,000 of 100,000 images are done; the other 88,000 are as they were. "
            + "The train set is being changed. Try again when that is done."
    )
    let full = failure(11_990, ProjectError.diskFull)
    #expect(full?.status.code == 507)
    #expect(
        full?.message == "12,000 of 100,000 images are done, 11,990 of them changed; the other 88,000 are as "
            + "they were. The server's disk is full."
    )
    let fault = failure(12_000, CocoaError(.fileNoSuchFile))
    #expect(fault?.code == "internal")
    #expect(fault?.message.hasSuffix("as they were. \(ConsoleError.serverFault.message)") == true)
}
