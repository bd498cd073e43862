import Catalog
import Testing

@testable import Projects

/// Every status and event that lead somewhere, as `status event status`.
private func table<Status: CaseIterable, Event: CaseIterable>(
    _ after: (Status, Event) -> Status?
) -> Set<String> {
    var lines: Set<String> = []
    for status in Status.allCases {
        for event in Event.allCases {
            if let next = after(status, event) { lines.insert("\(status) \(event) \(next)") }
        }
    }
    return lines
}

@Test func `a dataset lives as AWS's do`() {
    #expect(
        table { (status: DatasetStatus, event: DatasetEvent) in status.after(event) } == [
            "creating creationSucceeded created",
            "creating creationFailed creationFailed",
            "created updateBegan updating",
            "updated updateBegan updating",
            "updateFailed updateBegan updating",
            "updating updateSucceeded updated",
            "updating updateFailed updateFailed",
            "created deletionBegan deleting",
            "creationFailed deletionBegan deleting",
            "updated deletionBegan deleting",
            "updateFailed deletionBegan deleting",
        ]
    )
}

@Test func `a version lives as AWS's do`() {
    #expect(
        table { (status: VersionStatus, event: VersionEvent) in status.after(event) } == [
            "training trainingSucceeded trained",
            "training trainingFailed trainingFailed",
            "copying copyingSucceeded copied",
            "copying copyingFailed copyingFailed",
            "trained startBegan starting",
            "copied startBegan starting",
            "stopped startBegan starting",
            "failed startBegan starting",
            "starting startSucceeded running",
            "starting startFailed failed",
            "trained loadFailed failed",
            "copied loadFailed failed",
            "stopped loadFailed failed",
            "starting loadFailed failed",
            "running loadFailed failed",
            "running stopBegan stopping",
            "stopping stopSucceeded stopped",
            "trained deletionBegan deleting",
            "trainingFailed deletionBegan deleting",
            "copied deletionBegan deleting",
            "copyingFailed deletionBegan deleting",
            "stopped deletionBegan deleting",
            "failed deletionBegan deleting",
        ]
    )
}

@Test func `a run goes through its steps, and back into the queue from each`() {
    let pending = ["queued", "preparing", "training", "publishing"]
    var expected: Set<String> = [
        "preparing prepared training", "training trained publishing", "publishing published finished",
    ]
    for status in pending {
        expected.insert("\(status) begun preparing")
        expected.insert("\(status) failed failed")
        expected.insert("\(status) cancelled cancelled")
        if status != "queued" { expected.insert("\(status) interrupted queued") }
    }
    #expect(table { (status: RunStatus, event: RunEvent) in status.after(event) } == expected)
}

private func run(
    _ version: Int64,
    project: Int64,
    queued: Int64,
    started: Int64? = nil,
    last: Int64? = nil
) -> PendingRun {
    PendingRun(
        versionID: version,
        projectID: project,
        status: .queued,
        queued: queued,
        started: started,
        lastStartOfProject: last
    )
}

@Test func `the turn goes round the projects`() {
    let first = run(1, project: 1, queued: 10, last: 50)
    let second = run(2, project: 1, queued: 11, last: 50)
    let late = run(3, project: 2, queued: 99)
    #expect(RunOrder.next(of: [first, second, late], active: []) == 3)
    #expect(RunOrder.next(of: [first, second], active: []) == 1)
    #expect(RunOrder.next(of: [first, second], active: [1]) == 2)
    #expect(RunOrder.next(of: [first], active: [1]) == nil)
    #expect(RunOrder.next(of: [], active: []) == nil)
}

@Test func `what had begun goes on before what waits`() {
    let waiting = run(1, project: 1, queued: 10)
    let begun = run(2, project: 2, queued: 20, started: 30, last: 30)
    #expect(RunOrder.next(of: [waiting, begun], active: []) == 2)
}

@Test func `a project with a run at work waits behind one without`() {
    let atWork = run(1, project: 1, queued: 1, started: 5, last: 5)
    let same = run(2, project: 1, queued: 2, last: 5)
    let other = run(3, project: 2, queued: 3, last: 9)
    #expect(RunOrder.next(of: [atWork, same, other], active: [1]) == 3)
}

@Test func `a trainer that dies is started again, and one that says why is not`() {
    #expect(RetryRule.retries(after: 1, hasSpoken: false))
    #expect(RetryRule.retries(after: 2, hasSpoken: false))
    #expect(!RetryRule.retries(after: 3, hasSpoken: false))
    #expect(!RetryRule.retries(after: 1, hasSpoken: true))
}
