import Catalog
import Foundation
import Testing

@testable import Server

@Test func `a home has one owner at a time`() throws {
    let folder = try Folder()
    var lock: HomeLock? = try HomeLock(folder.url)
    #expect(throws: HomeLock.InUse(home: folder.url.path, process: "\(getpid())")) {
        _ = try HomeLock(folder.url)
    }
    #expect(lock != nil)
    lock = nil
    _ = try HomeLock(folder.url)
}

@Test func `keys are made, disabled and deleted, and remembered`() async throws {
    let folder = try Folder()
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    let catalog = try CatalogDatabase(at: folder.url.appending(path: "katmai.sqlite"))
    let ring = try await AccessKeyRing(catalog) { date }
    let first = try #require(try await ring.all().first)
    #expect(first.id.wholeMatch(of: #/AKIA[A-Z2-7]{16}/#) != nil)
    #expect(first.secret.count == 40)
    #expect(await ring.secret(of: first.id) == first.secret)
    let second = try await ring.add()
    #expect(try await ring.set(first.id, isEnabled: false))
    #expect(await ring.secret(of: first.id) == nil)
    #expect(try await ring.delete(second.id))
    #expect(await ring.secret(of: second.id) == nil)
    #expect(try await !ring.delete(second.id))
    let later = try await AccessKeyRing(catalog) { date }
    #expect(try await later.all().map(\.id) == [first.id])
    #expect(await later.secret(of: first.id) == nil)
    #expect(try await later.set(first.id, isEnabled: true))
    #expect(await later.secret(of: first.id) == first.secret)
}

@Test func `metrics count what was answered`() {
    let metrics = ServerMetrics(started: Date(timeIntervalSince1970: 7))
    metrics.requestBegan()
    metrics.requestBegan()
    metrics.requestBegan()
    metrics.requestEnded("s3", 200, after: .milliseconds(500))
    metrics.requestEnded("s3", nil, after: .milliseconds(250))
    let lines = metrics.text(trainings: [.queued: 2]).split(separator: "\n")
    #expect(lines.contains(#"katmai_requests_total{service="s3",code="200"} 1"#))
    #expect(lines.contains(#"katmai_requests_total{service="s3",code="aborted"} 1"#))
    #expect(lines.contains(#"katmai_request_seconds_total{service="s3"} 0.75"#))
    #expect(lines.contains("katmai_requests_in_flight 1"))
    #expect(lines.contains(#"katmai_trainings{status="QUEUED"} 2"#))
    #expect(lines.contains("process_start_time_seconds 7.0"))
}
