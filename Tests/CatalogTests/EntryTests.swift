import Foundation
import Testing

@testable import Catalog

@Test func `entries come in the order of their lines, page by page`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    _ = try await home.catalog.write { catalog in
        try catalog.append((1...5).map { entry("s3://b/\($0)") }, to: dataset)
    }
    let first = try await home.catalog.read { try $0.entries(EntryQuery(dataset: dataset, limit: 2)) }
    #expect(first.map(\.source) == ["s3://b/1", "s3://b/2"])
    #expect(first[0].line == Data(#"{"source-ref":"s3://b/1"}"#.utf8))
    let rest = try await home.entries(EntryQuery(dataset: dataset, after: first[1].id, limit: 9))
    #expect(rest == ["s3://b/3", "s3://b/4", "s3://b/5"])
}

@Test func `every filter keeps what it should, and all of them together`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    _ = try await home.catalog.write { catalog in
        try catalog.append(
            [
                entry("s3://b/one", ["bear": 2]),
                entry("s3://b/two", ["wolf": 0], hasErrors: true),
                entry("s3://b/three", isLabelled: false),
                entry("s3://b/Three", ["bear": 1, "wolf": 1]),
            ],
            to: dataset
        )
    }
    func sources(_ change: (inout EntryQuery) -> Void) async throws -> [String] {
        var query = EntryQuery(dataset: dataset, limit: 10)
        change(&query)
        return try await home.entries(query).map { String($0.dropFirst("s3://b/".count)) }
    }
    #expect(try await sources { $0.labels = ["bear"] } == ["one", "Three"])
    #expect(try await sources { $0.labels = ["bear", "wolf"] } == ["one", "two", "Three"])
    #expect(try await sources { $0.labels = ["moose"] } == [])
    #expect(try await sources { $0.isLabelled = false } == ["three"])
    #expect(try await sources { $0.isLabelled = true } == ["one", "two", "Three"])
    #expect(try await sources { $0.hasErrors = true } == ["two"])
    #expect(try await sources { $0.sourcePart = "hree" } == ["three", "Three"])
    #expect(try await sources { $0.sourcePart = "%" } == [])
    #expect(
        try await sources {
            $0.labels = ["wolf"]
            $0.sourcePart = "T"
            $0.isLabelled = true
        } == ["Three"]
    )
}

@Test func `an image that is there already is refused, and counted once`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let refused = try await home.catalog.write { catalog in
        _ = try catalog.append([entry("s3://b/1", ["bear": 2])], to: dataset)
        let again = [entry("s3://b/2", ["bear": 1]), entry("s3://b/1", ["wolf": 1])]
        return try catalog.append(again, to: dataset)
    }
    #expect(refused == [1])
    #expect(try await home.counts(of: dataset) == [2, 2, 0])
    #expect(try await home.labels(of: dataset) == ["bear 2 3"])
}

@Test func `an update replaces in place, appends, and lets unused labels go`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    try await home.catalog.write { catalog in
        let old = [entry("s3://b/1", ["bear": 2]), entry("s3://b/2", ["bear": 1])]
        _ = try catalog.append(old, to: dataset)
        try catalog.replace(
            [
                entry("s3://b/1", ["wolf": 1], hasErrors: true),
                entry("s3://b/3", isLabelled: false),
                entry("s3://b/2"),
            ],
            in: dataset
        )
    }
    let sources = try await home.entries(EntryQuery(dataset: dataset, limit: 9))
    #expect(sources == ["s3://b/1", "s3://b/2", "s3://b/3"])
    #expect(try await home.counts(of: dataset) == [3, 2, 1])
    #expect(try await home.labels(of: dataset) == ["wolf 1 1"])
}

@Test func `copied and moved entries keep their order, labels and counts`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let (copy, part) = try await home.catalog.write { catalog in
        _ = try catalog.append((1...4).map { entry("s3://b/\($0)", ["bear": $0]) }, to: dataset)
        let other = try catalog.insertProject(named: "wolves", now: 1000)
        let copy = try catalog.insertDataset(
            .train,
            inProject: other.id,
            status: .created,
            message: "m",
            now: 1
        )
        try catalog.copyEntries(from: dataset, to: copy.id)
        let part = try catalog.insertDataset(
            .test,
            inProject: other.id,
            status: .created,
            message: "m",
            now: 1
        )
        let ids = try catalog.entryOutlines(of: copy.id).map(\.id)
        try catalog.moveEntries([ids[1], ids[3]], from: copy.id, to: part.id)
        return (copy.id, part.id)
    }
    #expect(try await home.labels(of: dataset) == ["bear 4 10"])
    #expect(try await home.entries(EntryQuery(dataset: copy, limit: 9)) == ["s3://b/1", "s3://b/3"])
    #expect(try await home.labels(of: copy) == ["bear 2 4"])
    #expect(try await home.entries(EntryQuery(dataset: part, limit: 9)) == ["s3://b/2", "s3://b/4"])
    #expect(try await home.labels(of: part) == ["bear 2 6"])
    #expect(try await home.counts(of: part) == [2, 2, 0])
}

@Test func `entries are deleted a piece at a time`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let deleted = try await home.catalog.write { catalog in
        _ = try catalog.append((1...5).map { entry("s3://b/\($0)", ["bear": 1]) }, to: dataset)
        let deleted = [
            try catalog.deleteEntries(of: dataset, limit: 3),
            try catalog.deleteEntries(of: dataset, limit: 3),
        ]
        try catalog.resetCounts(of: dataset)
        return deleted
    }
    #expect(deleted == [3, 2])
    #expect(try await home.counts(of: dataset) == [0, 0, 0])
    #expect(try await home.labels(of: dataset) == [])
}

@Test func `an entry's labels survive their text`() {
    let labels = EntryLabels(boxes: [17: 0, 3: 2])
    #expect(labels.text == ",3:2,17:0,")
    #expect(EntryLabels(labels.text) == labels)
    #expect(EntryLabels("").boxes.isEmpty)
    #expect(EntryLabels(boxes: [:]).text == "")
    #expect(labels.text.contains(EntryLabels.mark(of: 3)))
    // 7 is the end of 17 and yet no label here.
    #expect(!labels.text.contains(EntryLabels.mark(of: 7)))
}

@Test func `detections of an hour add up`() async throws {
    let home = try TestCatalog()
    _ = try await home.makeDataset()
    let counts = try await home.catalog.write { catalog in
        let project = try #require(try catalog.project(named: "bears"))
        try catalog.insert(
            VersionRecord(
                id: 7,
                projectID: project.id,
                name: "v1",
                status: .running,
                statusMessage: "m",
                outputBucket: "out",
                outputPrefix: nil
            )
        )
        try catalog.add([DetectionCountRecord(versionID: 7, hour: 3, images: 2)])
        try catalog.add([
            DetectionCountRecord(versionID: 7, hour: 3, images: 5),
            DetectionCountRecord(versionID: 8, hour: 3, images: 1),
        ])
        return try catalog.detectionCounts(of: 7)
    }
    #expect(counts == [DetectionCountRecord(versionID: 7, hour: 3, images: 7)])
}
