import Annotations
import Catalog
import Foundation
import ObjectStorage
import Testing

@testable import Projects

/// A project whose training dataset has these lines, and pictures for them.
private func makeProject(
    _ home: TestHome,
    _ lines: [String]
) async throws -> (ProjectReference, DatasetReference) {
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    for name in ["1", "2", "3"] { try await home.putPicture(name) }
    return (project, try await home.makeDataset(in: project, lines))
}

private let unlabelled = #"{"source-ref":"s3://bears/photos/2.png"}"#

extension SaveOutcome {
    fileprivate var saved: EntryDetails? {
        if case .saved(let details) = self { details } else { nil }
    }

    fileprivate var stale: EntryDetails? {
        if case .stale(let details) = self { details } else { nil }
    }
}

@Test func `a save writes boxes, keeps what else the line says, and is seen by the API`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("1", extra: #","camera":"north""#)])
    let labelling = home.useCases.labelling
    let entry = try #require(try await home.entries(of: dataset).first)
    #expect(entry.revision == 1)
    #expect(entry.state == .labelled)
    let box = try #require(entry.boxes.first)
    #expect(box.box == Box(left: 10, top: 20, width: 30, height: 40))

    var kept = BoxDraft(id: box.id, label: "bear", box: box.box)
    kept.box.left = 12
    let new = BoxDraft(label: "wolf", box: Box(left: 60, top: 60, width: 20, height: 20))
    let outcome = try await labelling.save(
        [kept, new],
        state: .labelled,
        entry: entry.id,
        in: project,
        revision: 1
    )
    let saved = try #require(outcome.saved)
    #expect(saved.summary.revision == 2)
    #expect(saved.summary.boxes.map(\.label) == ["bear", "wolf"])
    #expect(saved.summary.size == ImageSize(width: 128, height: 128))
    #expect(saved.issues.isEmpty)
    let page = try await home.useCases.entries.page(
        of: dataset,
        matching: EntryFilter(),
        PageRequest(size: 9)
    )
    #expect(page.elements.first?.contains(#""camera":"north""#) == true)
    #expect(page.elements.first?.contains(#""creation-date":"2023-07-28T15:05:51.958Z""#) == true)
    #expect(try await labelling.labels(of: project) == ["bear", "wolf"])
    let counts = try await labelling.counts(of: dataset)
    #expect(counts.labels.map(\.name) == ["bear", "wolf"])
    #expect(counts.labels.map(\.boxes) == [1, 1])
}

@Test func `a stale save writes nothing and tells what is there`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("1")])
    let labelling = home.useCases.labelling
    let entry = try #require(try await home.entries(of: dataset).first)
    // An API client is faster.
    try await home.useCases.datasets.update(dataset, with: Array((line("1", ["fox"]) + "\n").utf8))
    try await home.workOnDatasets()
    let outcome = try await labelling.save([], state: .noObject, entry: entry.id, in: project, revision: 1)
    let there = try #require(outcome.stale)
    #expect(there.summary.revision == 2)
    #expect(there.summary.boxes.map(\.label) == ["fox"])
    #expect(try await home.entries(of: dataset).map(\.revision) == [2])
    let undone = try await labelling.save([], state: .noObject, entry: entry.id, in: project, revision: 2)
    #expect(undone.saved?.summary.state == .noObject)
}

@Test func `no object, unlabelled and confirmed are states of their own`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("1"), unlabelled, line("3", ["wolf"])])
    let labelling = home.useCases.labelling
    let ids = try await home.entries(of: dataset).map(\.id)
    func confirm(_ id: Int64) async throws -> EntryDetails? {
        let boxes = try await labelling.entry(id, in: project).summary.boxes.map {
            BoxDraft(id: $0.id, label: $0.label, box: $0.box)
        }
        return try await labelling.save(
            boxes,
            state: .labelled,
            confirms: true,
            entry: id,
            in: project,
            revision: 1
        ).saved
    }
    await expectRefusal(.invalidRequest("A labelled image has a box.")) { _ = try await confirm(ids[1]) }
    let empty = try await labelling.save([], state: .noObject, entry: ids[1], in: project, revision: 1)
    #expect(empty.saved?.summary.isConfirmed == true)
    #expect(empty.saved?.nextUnlabelled == nil)
    let confirmed = try await confirm(ids[0])
    #expect(confirmed?.summary.isConfirmed == true)
    #expect(confirmed?.summary.boxes.map(\.label) == ["bear"])
    let taken = try await labelling.save([], state: .unlabelled, entry: ids[2], in: project, revision: 1)
    #expect(taken.saved?.summary.state == .unlabelled)
    let counts = try await labelling.counts(of: dataset)
    #expect(counts.unlabelled == 1)
    #expect(counts.labelled == 1)
    #expect(counts.noObject == 1)
    func count(_ state: EntryState) async throws -> Int {
        try await labelling.count(of: dataset, matching: EntryChoice(state: state))
    }
    #expect(try await count(.noObject) == 1)
    #expect(try await count(.unlabelled) == 1)
    let details = try await labelling.entry(ids[1], in: project)
    #expect(details.previous == ids[0])
    #expect(details.next == ids[2])
    #expect(details.nextUnlabelled == ids[2])
    #expect(details.dataset == dataset)
}

@Test func `boxes that cannot be are refused, and those that only are wrong are shown so`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("1")])
    let labelling = home.useCases.labelling
    let id = try #require(try await home.entries(of: dataset).first?.id)
    func save(_ label: String, _ box: Box) async throws -> SaveOutcome {
        let draft = BoxDraft(label: label, box: box)
        return try await labelling.save([draft], state: .labelled, entry: id, in: project, revision: 1)
    }
    let good = Box(left: 1, top: 1, width: 9, height: 9)
    for label in ["", "a\nb", String(repeating: "x", count: 257)] {
        await #expect(throws: ProjectError.self) { try await save(label, good) }
    }
    let flat = Box(left: 1, top: 1, width: 0, height: 9)
    await #expect(throws: ProjectError.self) { try await save("bear", flat) }
    let endless = Box(left: .infinity, top: 1, width: 9, height: 9)
    await #expect(throws: ProjectError.self) { try await save("bear", endless) }
    await #expect(throws: ProjectError.self) {
        try await labelling.save([], state: .labelled, entry: id, in: project, revision: 1)
    }
    let outside = try await save("bear", Box(left: 120, top: 1, width: 30, height: 9))
    #expect(outside.saved?.summary.hasErrors == true)
    #expect(outside.saved?.issues.contains { $0.code == "ERROR_INVALID_BOUNDING_BOX" && $0.isError } == true)
    #expect(outside.saved?.summary.boxes.count == 1)
}

@Test func `another project's entry is none`() async throws {
    let home = try await TestHome()
    let (_, dataset) = try await makeProject(home, [line("1")])
    let (other, _) = try await home.makeEmptyProject("other")
    let id = try #require(try await home.entries(of: dataset).first?.id)
    await #expect(throws: LabellingError.noSuchEntry(id)) {
        try await home.useCases.labelling.entry(id, in: other)
    }
}

@Test func `a picture that is gone is told, and its labels can be changed all the same`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("gone")])
    let id = try #require(try await home.entries(of: dataset).first?.id)
    let details = try await home.useCases.labelling.entry(id, in: project)
    #expect(details.pictureProblem?.contains("photos/gone.png") == true)
    let outcome = try await home.useCases.labelling.save(
        [],
        state: .noObject,
        entry: id,
        in: project,
        revision: 1
    )
    #expect(outcome.saved?.summary.state == .noObject)
}

@Test func `two thousand entries come page by page without gap or double`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.makeDataset(in: project, (0..<2000).map { line("\($0 * 7919 % 2000)") })
    var names: [String] = []
    var start = EntryStart.first
    while true {
        let page = try await home.useCases.labelling.page(
            of: dataset,
            matching: EntryChoice(label: "bear"),
            order: .name,
            from: start,
            limit: 301
        )
        names += page.elements.map(\.name)
        guard let next = page.next else { break }
        start = .after(next)
    }
    #expect(names == (0..<2000).map { "\($0).png" }.sorted())
    await expectRefusal(.invalidPageToken) {
        _ = try await home.useCases.labelling.page(
            of: dataset,
            matching: EntryChoice(),
            order: .name,
            from: .after(PageToken(rawValue: "x")),
            limit: 1
        )
    }
}

@Test func `entries move to the other dataset, which is made, and are deleted`() async throws {
    let home = try await TestHome()
    let (project, dataset) = try await makeProject(home, [line("1"), line("2"), line("3", ["wolf"])])
    let labelling = home.useCases.labelling
    let moved = try await labelling.move(.matching(EntryChoice(label: "bear")), from: dataset)
    #expect(moved == MoveOutcome(moved: 2, alreadyThere: []))
    let test = try #require(try await home.useCases.overviews.card(of: project).test)
    #expect(try await home.names(in: test) == ["1", "2"])
    #expect(try await home.names(in: dataset) == ["3"])
    let ids = try await home.entries(of: test).map(\.id)
    #expect(try await labelling.delete(.ids([ids[0]]), from: test) == 1)
    #expect(try await labelling.delete(.ids([ids[0]]), from: test) == 0)
    #expect(try await home.names(in: test) == ["2"])
}

@Test func `many entries get a label or none, and those that cannot are told`() async throws {
    let home = try await TestHome()
    let (_, dataset) = try await makeProject(home, [line("1"), line("2", ["wolf", "bear"])])
    let labelling = home.useCases.labelling
    let all = EntrySelection.matching(EntryChoice())
    let ids = try await labelling.ids(of: all, in: dataset)
    let relabelled = try await labelling.change(all, of: dataset, .relabel("elk"))
    #expect(relabelled.changed == ids.count)
    let boxes = try await home.entries(of: dataset).map { $0.boxes.map(\.label) }
    #expect(boxes == [["elk"], ["elk", "elk"]])
    #expect(try await labelling.change(.ids(ids + [999]), of: dataset, .empty).skipped.map(\.id) == [999])
    #expect(try await home.entries(of: dataset).map(\.state) == [.noObject, .noObject])
    let again = try await labelling.change(all, of: dataset, .relabel("elk"))
    #expect(again.changed == 0)
    #expect(again.skipped.map(\.reason) == [.noBoxes(name: "1.png"), .noBoxes(name: "2.png")])
    await #expect(throws: ProjectError.self) {
        try await labelling.change(all, of: dataset, .relabel("two\nlines"))
    }
}

@Test func `a folder of images becomes a manifest`() async throws {
    let home = try await TestHome()
    let (project, _) = try await home.makeEmptyProject()
    for name in ["a.JPG", "b.png", "notes.txt", "deep/c \"d\".jpeg"] {
        _ = try await home.put("x", at: "folder/\(name)")
    }
    let folder = ObjectLocation(bucket: TestHome.bucket, key: "folder/")
    var found: [Int] = []
    let place = try await home.useCases.labelling.manifest(ofFolder: folder, for: project) {
        found.append($0)
    }
    #expect(found == [3])
    #expect(
        try await home.text(at: place)
            == #"""
            {"source-ref":"s3://bears/folder/a.JPG"}
            {"source-ref":"s3://bears/folder/b.png"}
            {"source-ref":"s3://bears/folder/deep/c \"d\".jpeg"}

            """#
    )
    let test = try await home.useCases.datasets.create(.test, in: project, from: .manifest(place), tags: [:])
    try await home.workOnDatasets()
    #expect(try await home.entries(of: test).map(\.state) == [.unlabelled, .unlabelled, .unlabelled])
    let nothing = ObjectLocation(bucket: TestHome.bucket, key: "nothing/")
    await #expect(throws: ProjectError.self) {
        try await home.useCases.labelling.manifest(ofFolder: nothing, for: project)
    }
}

@Test func `lines that became no entry are told with line and reason`() async throws {
    let home = try await TestHome()
    let lines = (0..<9).map { line("\($0)") } + [line("3")]
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.makeDataset(in: project, lines)
    let problems = try await home.useCases.labelling.problems(of: dataset, after: 0, limit: 10)
    #expect(problems.map(\.line) == [10])
    #expect(problems.first?.code == "KATMAI_DUPLICATE_SOURCE_REF")
    let fourth = try #require(try await home.entries(of: dataset).dropFirst(3).first)
    #expect(problems.first?.entry == fourth.id)
}

@Test func `images with errors are told with their reasons, page by page`() async throws {
    let home = try await TestHome()
    let wrong = line("1").replacing(#""width":30"#, with: #""width":3000"#)
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.makeDataset(in: project, [line("0"), wrong, line("2")])
    let entry = try #require(try await home.entries(of: dataset).dropFirst().first)
    let labelling = home.useCases.labelling
    let problems = try await labelling.entryProblems(of: dataset, after: 0, limit: 10)
    #expect(problems.map(\.entry) == [entry.id])
    #expect(problems.first?.issues.first?.code == "ERROR_INVALID_BOUNDING_BOX")
    #expect(try await labelling.entryProblems(of: dataset, after: entry.id, limit: 10).isEmpty)
}
