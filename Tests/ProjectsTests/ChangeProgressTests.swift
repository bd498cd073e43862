import Catalog
import Testing

@testable import Projects

private struct Fault: Error {}

/// Goes through three entries, two at a time; gives what was told.
private func goThrough(
    _ home: TestHome,
    _ work: ([Int64]) async throws -> Int
) async throws -> [ChangeProgress] {
    let (_, dataset) = try await home.makeEmptyProject()
    var told: [ChangeProgress] = []
    func tell(_ progress: ChangeProgress) { told.append(progress) }
    try await home.useCases.labelling.goThrough(
        .ids([1, 2, 3]),
        of: dataset,
        pieces: 2,
        told: tell,
        work
    )
    return told
}

@Test func `a change of many entries tells how far it is, and what is left when it fails`() async throws {
    var pieces: [[Int64]] = []
    let told = try await goThrough(TestHome()) { piece in
        pieces.append(piece)
        return 0
    }
    #expect(told.map(\.done) == [0, 2, 3])
    #expect(told.map(\.total) == [3, 3, 3])
    #expect(pieces == [[1, 2], [3]])

    let unfinished = await #expect(throws: UnfinishedChange.self) {
        try await goThrough(TestHome()) { piece in
            guard piece == [1, 2] else { throw Fault() }
            return 1
        }
    }
    #expect(unfinished?.progress == ChangeProgress(done: 2, total: 3))
    #expect(unfinished?.changed == 1)
    #expect(unfinished?.cause is Fault)
    // Nothing was done, so there is nothing to tell but why.
    await #expect(throws: Fault.self) { try await goThrough(TestHome()) { _ in throw Fault() } }
    // The server is stopping.
    await #expect(throws: CancellationError.self) {
        try await goThrough(TestHome()) { piece in
            guard piece == [1, 2] else { throw CancellationError() }
            return 1
        }
    }
}

@Test func `every change of many entries tells how far it is`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.makeDataset(in: project, (0..<501).map { line("\($0)") })
    let labelling = home.useCases.labelling
    let all = EntrySelection.matching(EntryChoice())
    var told: [Int] = []
    _ = try await labelling.change(all, of: dataset, .relabel("elk")) { told.append($0.done) }
    #expect(told == [0, 500, 501])
    told = []
    _ = try await labelling.move(.ids([1, 2]), from: dataset) { told.append($0.total) }
    #expect(told == [2, 2])
    told = []
    _ = try await labelling.delete(.ids([3]), from: dataset) { told.append($0.done) }
    #expect(told == [0, 1])
}
