import Foundation
import GRDB
import Testing

@testable import Catalog

extension TestCatalog {
    /// The names that a search finds.
    fileprivate func names(_ search: EntrySearch) async throws -> [String] {
        try await catalog.read { try $0.entries(search).map(\.name) }
    }

    /// All names, a page of `limit` after the other.
    fileprivate func allNames(_ search: EntrySearch) async throws -> [String] {
        var search = search
        var names: [String] = []
        while true {
            let page = try await catalog.read { [search] in try $0.entries(search) }
            guard let last = page.last else { return names }
            names += page.map(\.name)
            search.start = .after(id: last.id, name: last.name)
        }
    }
}

@Test(arguments: EntryOrder.allCases)
func `pages have neither gap nor double, in every order`(order: EntryOrder) async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    _ = try await home.catalog.write { catalog in
        try catalog.append(
            // Seven of each name, in folders of their own.
            (0..<2000).map {
                entry("s3://b/\($0)/N\(($0 * 7919) % 285).jpg", $0 % 3 == 0 ? ["bear": 1] : [:])
            },
            to: dataset
        )
    }
    let search = EntrySearch(dataset: dataset, order: order, limit: 61)
    let names = try await home.allNames(search)
    #expect(names.count == 2000)
    let whole = try await home.names(EntrySearch(dataset: dataset, order: order, limit: 3000))
    #expect(names == whole)
    let ids = try await home.catalog.read { try $0.entryIDs(search) }
    #expect(Set(ids).count == 2000)
    var some = search
    some.label = "bear"
    #expect(try await home.allNames(some).count == 667)
    let count = try await home.catalog.read { [some] in try $0.entryCount(some) }
    #expect(count == 667)
    var part = search
    part.start = .offset(100)
    #expect(try await home.names(part) == Array(whole[100..<161]))
}

@Test func `names are in the order of letters, whatever their case`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    _ = try await home.catalog.write { catalog in
        try catalog.append(
            ["s3://b/z/b.jpg", "s3://b/A.jpg", "s3://b/y/C.jpg"].map { entry($0) },
            to: dataset
        )
    }
    let search = EntrySearch(dataset: dataset, order: .name, limit: 9)
    #expect(try await home.names(search) == ["A.jpg", "b.jpg", "C.jpg"])
    #expect(
        try await home.names(EntrySearch(dataset: dataset, order: .nameFalling, limit: 2)) == [
            "C.jpg", "b.jpg",
        ]
    )
    #expect(try await home.names(EntrySearch(dataset: dataset, order: .newest, limit: 1)) == ["C.jpg"])
}

@Test(arguments: [EntryOrder.asAdded, .name])
func `every filter of a gallery keeps what it should`(order: EntryOrder) async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    _ = try await home.catalog.write { catalog in
        try catalog.append(
            [
                entry("s3://b/a/1.jpg", ["bear": 2]),
                entry("s3://b/a/2.jpg"),
                entry("s3://b/a/3.jpg", isLabelled: false),
                entry("s3://b/a/4_x.jpg", hasErrors: true),
                entry("s3://b/5/Wolf%.jpg", ["wolf": 0], hasErrors: true),
            ],
            to: dataset
        )
    }
    func names(_ change: (inout EntrySearch) -> Void) async throws -> [String] {
        var search = EntrySearch(dataset: dataset, order: order, limit: 10)
        change(&search)
        return try await home.names(search)
    }
    #expect(try await names { $0.label = "bear" } == ["1.jpg"])
    #expect(try await names { $0.label = "moose" } == [])
    #expect(try await names { $0.state = .unlabelled } == ["3.jpg"])
    #expect(try await names { $0.state = .noObject } == ["2.jpg"])
    #expect(try await names { $0.state = .labelled } == ["1.jpg", "4_x.jpg", "Wolf%.jpg"])
    #expect(try await names { $0.hasErrors = true } == ["4_x.jpg", "Wolf%.jpg"])
    #expect(try await names { $0.namePart = "wOLF" } == ["Wolf%.jpg"])
    #expect(try await names { $0.namePart = "%" } == ["Wolf%.jpg"])
    #expect(try await names { $0.namePart = "_" } == ["4_x.jpg"])
    // Folders are no part of a name.
    #expect(try await names { $0.namePart = "a/" } == [])
    #expect(try await names { $0.namePart = "5" } == [])
    #expect(try await names { $0.sources = ["s3://b/a/2.jpg", "s3://b/a/9.jpg"] } == ["2.jpg"])
    #expect(try await names { $0.sources = [] } == [])
}

@Test func `a revision grows with each write, whoever writes, and a stale one changes nothing`() async throws
{
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let first = try await home.catalog.write { catalog in
        _ = try catalog.append([entry("s3://b/1", ["bear": 2])], to: dataset)
        try catalog.replace([entry("s3://b/1", ["bear": 1])], in: dataset)
        return try #require(try catalog.entries(EntrySearch(dataset: dataset, limit: 1)).first)
    }
    #expect(first.revision == 2)
    let new = entry("s3://b/1", ["wolf": 3], hasErrors: true)
    let outcomes = try await home.catalog.write { catalog in
        [
            try catalog.rewrite(first, as: new, revision: 1, isConfirmed: true),
            try catalog.rewrite(first, as: new, revision: 2, isConfirmed: true),
            try catalog.rewrite(first, as: new, revision: 2, isConfirmed: true),
        ]
    }
    #expect(outcomes == [false, true, false])
    let last = try await home.catalog.read { try $0.entry(first.id) }
    #expect(last?.revision == 3)
    #expect(last?.isConfirmed == true)
    #expect(try await home.labels(of: dataset) == ["wolf 1 3"])
    #expect(try await home.counts(of: dataset) == [1, 1, 1])
}

@Test func `an id is never given twice`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let (old, new) = try await home.catalog.write { catalog in
        _ = try catalog.append([entry("s3://b/1", ["bear": 1])], to: dataset)
        let old = try catalog.entryOutlines(of: dataset).map(\.id)
        #expect(try catalog.removeEntries(old + old, of: dataset) == 1)
        _ = try catalog.append([entry("s3://b/2")], to: dataset)
        return (old, try catalog.entryOutlines(of: dataset).map(\.id))
    }
    #expect(old != new)
    #expect(try await home.labels(of: dataset) == [])
    #expect(try await home.counts(of: dataset) == [1, 1, 0])
}

@Test func `an image that the other dataset has stays where it is`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let (refused, other) = try await home.catalog.write { catalog in
        let project = try #require(try catalog.dataset(number: dataset)).projectID
        let test = try catalog.insertDataset(
            .test,
            inProject: project,
            status: .created,
            message: "m",
            now: 1
        )
        _ = try catalog.append([entry("s3://b/1", ["bear": 1]), entry("s3://b/2", ["bear": 2])], to: dataset)
        _ = try catalog.append([entry("s3://b/1")], to: test.id)
        let ids = try catalog.entryOutlines(of: dataset).map(\.id)
        return (try catalog.moveEntries(ids, from: dataset, to: test.id), test.id)
    }
    #expect(refused == ["s3://b/1"])
    #expect(try await home.labels(of: dataset) == ["bear 1 1"])
    #expect(try await home.labels(of: other) == ["bear 1 2"])
    #expect(try await home.counts(of: other) == [2, 2, 0])
}

@Test func `an image is found by its content once somebody has looked at it`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let hash = String(repeating: "a", count: 64)
    let (before, after, left) = try await home.catalog.write { catalog in
        _ = try catalog.append([entry("s3://b/1"), entry("s3://b/2")], to: dataset)
        let before = try catalog.entriesNotLookedAt(after: 0, limit: 10)
        try catalog.notePicture(of: before[1].id, contentHash: hash, width: 30, height: 20)
        return (
            before,
            try catalog.pointers(toContents: [hash, String(repeating: "b", count: 64)], in: [dataset]),
            try catalog.entriesNotLookedAt(after: 0, limit: 10)
        )
    }
    #expect(after.map(\.id) == [before[1].id])
    #expect(after.map(\.revision) == [1])
    #expect(left.map(\.source) == ["s3://b/1"])
}

@Test func `entries from before revisions get the first one and their names`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // The system's temporary folder is cleared anyway.
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "katmai.sqlite")
    let queue = try DatabaseQueue(path: file.path)
    try Migrations.migrator.migrate(queue, upTo: "1 projects, datasets and versions")
    try await queue.write { database in
        try database.execute(
            sql: """
                INSERT INTO projects VALUES (1, 'bears', 'CREATED');
                INSERT INTO datasets VALUES (2, 1, 'TRAIN', 1, 'CREATE_COMPLETE', 'm', 'SUCCESS', 2, 1, 0, 0, NULL, NULL);
                INSERT INTO datasetEntries VALUES (7, 2, 1, 0, ',1:2,', 's3://b/photos/one.jpg', x'7B7D');
                INSERT INTO datasetEntries VALUES (9, 2, 0, 0, '', 's3://b/two.jpg', x'7B7D');
                """
        )
    }
    try queue.close()
    let catalog = try CatalogDatabase(at: file)
    let entries = try await catalog.read { try $0.entries(EntrySearch(dataset: 2, limit: 9)) }
    #expect(entries.map(\.id) == [7, 9])
    #expect(entries.map(\.revision) == [1, 1])
    #expect(entries.map(\.name) == ["one.jpg", "two.jpg"])
    #expect(entries.map(\.state) == [.labelled, .unlabelled])
    #expect(entries.map(\.line) == [Data("{}".utf8), Data("{}".utf8)])
    let dataset = try await catalog.read { try $0.dataset(number: 2) }
    #expect(dataset?.changes == 0)
    try catalog.close()
}
