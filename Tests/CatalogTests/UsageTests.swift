import Foundation
import GRDB
import Testing

@testable import Catalog

/// 2026-11-28.
private let date = Date(timeIntervalSince1970: 1_795_824_000)

/// Adds the version 7, `v1` of `bears`.
private func insertVersion(_ catalog: CatalogWriter) throws {
    let project = try catalog.insertProject(named: "bears", now: 1000)
    try catalog.insert(
        VersionRecord(
            id: 7,
            projectID: project.id,
            name: "v1",
            status: .trained,
            statusMessage: "m",
            outputBucket: "out",
            outputPrefix: nil
        )
    )
}

private func counts(_ seconds: Double, call: Int64) -> UsageCounts {
    var counts = UsageCounts()
    counts.warmCalls = 1
    counts.warm.add(seconds: seconds)
    counts.unitSeconds = 2
    counts.peakBytes = Int64(seconds * 100)
    counts.firstCall = call
    counts.lastCall = call
    return counts
}

@Test func `the usage of a month adds up and outlives the version`() async throws {
    let home = try TestCatalog()
    let month = UsageMonth(versionID: 7, of: date)
    #expect(month.month == "2026-11")
    try await home.catalog.write { catalog in
        try insertVersion(catalog)
        try catalog.add(counts(0.1, call: 20), to: month)
        try catalog.add(counts(0.3, call: 10), to: month)
        // Of a version that never was.
        try catalog.add(counts(0.3, call: 10), to: UsageMonth(versionID: 8, of: date))
    }
    try home.reopen()
    try await home.catalog.write { try $0.removeVersion(7) }
    try await home.catalog.write { try $0.add(counts(0.2, call: 30), to: month) }
    let usage = try await home.catalog.read { try $0.usage() }
    let record = try #require(usage.first)
    #expect(usage.count == 1)
    #expect(record.version == VersionReference(project: "bears", name: "v1", number: 7))
    #expect(record.counts.warmCalls == 3)
    #expect(record.counts.warm.count == 3)
    #expect(record.counts.unitSeconds == 6)
    #expect(record.counts.peakBytes == 30)
    #expect(record.counts.firstCall == 10)
    #expect(record.counts.lastCall == 30)
    #expect(try await home.catalog.read { try $0.usage(of: 8) }.isEmpty)
}

@Test func `months are told apart, newest first`() async throws {
    let home = try TestCatalog()
    let next = date.addingTimeInterval(7 * 86_400)
    try await home.catalog.write { catalog in
        try insertVersion(catalog)
        try catalog.add(counts(0.1, call: 1), to: UsageMonth(versionID: 7, of: date))
        try catalog.add(counts(0.1, call: 2), to: UsageMonth(versionID: 7, of: next))
    }
    let usage = try await home.catalog.read { try $0.usage(of: 7) }
    #expect(usage.map(\.month) == ["2026-12", "2026-11"])
}

@Test func `how a version is served is kept, and nothing else is taken`() async throws {
    let home = try TestCatalog()
    try await home.catalog.write { catalog in
        try insertVersion(catalog)
        var record = try #require(try catalog.version(number: 7))
        #expect(record.servingMode == nil)
        record.servingMode = .manual
        record.idleSeconds = 60
        try catalog.update(record)
        #expect(try catalog.version(number: 7) == record)
        try catalog.addTags(["katmai:serving": "on-demand", "a": "b"], to: .version(7))
        #expect(try catalog.versionTags("katmai:serving") == [7: "on-demand"])
        #expect(try catalog.projectNames(ofVersionsInStatus: [.trained]).values.first == "bears")
        #expect(throws: DatabaseError.self) {
            try catalog.database.execute(sql: "UPDATE versions SET servingMode = 'ON_DEMAND'")
        }
    }
}
