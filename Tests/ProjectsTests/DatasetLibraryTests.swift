import Annotations
import Catalog
import ObjectStorage
import Testing

@testable import Projects

@Test func `a manifest becomes a dataset`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let manifest = try await home.put(line("1") + "\n" + line("2", ["wolf", "wolf"]), at: "train.manifest")
    let datasets = home.useCases.datasets
    let dataset = try await datasets.create(.train, in: project, from: .manifest(manifest), tags: [:])
    #expect(dataset == DatasetReference(project: "cam", type: .train, number: 1_690_556_751_958))
    #expect(try await datasets.describe(dataset).status == .creating)
    await expectRefusal(.datasetNotReady(dataset, .creating)) { _ = try await home.names(in: dataset) }
    await expectRefusal(.datasetBusy(dataset, .creating)) { try await datasets.delete(dataset) }

    try await home.workOnDatasets()
    let description = try await datasets.describe(dataset)
    #expect(description.status == .created)
    #expect(description.statusMessage == "The dataset was successfully created from the manifest file.")
    #expect(description.statusCode == .success)
    #expect(
        description.statistics
            == DatasetStatistics(
                totalEntries: 2,
                labelledEntries: 2,
                errorEntries: 0,
                totalLabels: 2,
                droppedLines: 0
            )
    )
    #expect(description.progress == nil)
    let labels = try await home.useCases.labels.page(of: dataset, PageRequest(size: 10))
    #expect(
        labels.elements == [
            DatasetLabelDescription(name: "bear", entryCount: 1, boundingBoxCount: 1),
            DatasetLabelDescription(name: "wolf", entryCount: 1, boundingBoxCount: 2),
        ]
    )
}

@Test func `entries are listed as AWS lists them`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let wrong = line("2").replacing("object-detection", with: "wrongtype")
    let bare = #"{"source-ref":"s3://bears/photos/3.png"}"#
    let dataset = try await home.makeDataset(in: project, [line("1"), wrong, bare])
    let page = try await home.useCases.entries.page(
        of: dataset,
        matching: EntryFilter(),
        PageRequest(size: 2)
    )
    #expect(page.elements[0] == String(line("1").dropLast()) + #","cl-metadata":{"is_labeled":true}}"#)
    #expect(page.elements[1].contains("ERROR_UNSUPPORTED_USE_CASE_TYPE"))
    let rest = try await home.useCases.entries.page(
        of: dataset,
        matching: EntryFilter(),
        PageRequest(size: 2, start: page.next)
    )
    #expect(rest.elements == [String(bare.dropLast()) + #","cl-metadata":{"is_labeled":false}}"#])
    #expect(rest.next == nil)
    #expect(try await home.names(in: dataset, EntryFilter(hasErrors: true)) == ["2"])
    #expect(try await home.names(in: dataset, EntryFilter(isLabelled: false)) == ["3"])
    #expect(try await home.names(in: dataset, EntryFilter(labels: ["bear"])) == ["1"])
    #expect(try await home.names(in: dataset, EntryFilter(sourcePart: "3.p")) == ["3"])
}

@Test func `an empty dataset is there at once and can be filled at once`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let datasets = home.useCases.datasets
    let dataset = try await datasets.create(.train, in: project, from: .nothing, tags: [:])
    #expect(try await datasets.describe(dataset).status == .created)
    try await datasets.update(dataset, with: Array("\(line("1"))\n\(line("2"))".utf8))
    #expect(try await datasets.describe(dataset).status == .updating)
    await expectRefusal(.datasetBusy(dataset, .updating)) { try await datasets.update(dataset, with: [65]) }
    try await home.workOnDatasets()
    #expect(try await datasets.describe(dataset).status == .updated)
    try await datasets.update(dataset, with: Array("\(line("2", ["wolf"]))\n\(line("3"))".utf8))
    try await home.workOnDatasets()
    #expect(try await home.names(in: dataset) == ["1", "2", "3"])
    #expect(try await home.names(in: dataset, EntryFilter(labels: ["wolf"])) == ["2"])
    #expect(try await datasets.describe(dataset).status == .updated)
}

@Test func `a bad update leaves the dataset as it was, and says what was wrong`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.makeDataset(in: project, [line("1")])
    try await home.useCases.datasets.update(dataset, with: Array("\(line("2"))\n{}".utf8))
    try await home.workOnDatasets()
    let description = try await home.useCases.datasets.describe(dataset)
    #expect(description.status == .updateFailed)
    #expect(description.statusMessage == "The manifest file has too many terminal errors.")
    #expect(description.statusCode == .clientError)
    #expect(description.statistics.droppedLines == 1)
    #expect(try await home.names(in: dataset) == ["1"])
}

@Test func `a manifest that is not there is refused, and one that goes away fails`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let datasets = home.useCases.datasets
    let missing = ObjectLocation(bucket: TestHome.bucket, key: "nothing")
    let error = await #expect(throws: ProjectError.self) {
        _ = try await datasets.create(.train, in: project, from: .manifest(missing), tags: [:])
    }
    guard case .objectUnreadable(missing, _) = error else {
        Issue.record("\(String(describing: error))")
        return
    }
    let manifest = try await home.put("hello", at: "train.manifest")
    let dataset = try await datasets.create(.train, in: project, from: .manifest(manifest), tags: [:])
    try await home.workOnDatasets()
    let description = try await datasets.describe(dataset)
    #expect(description.status == .creationFailed)
    #expect(description.statusMessage == "The manifest file extension or contents are invalid.")
    #expect(description.statistics.totalEntries == 0)
    #expect(description.statistics.droppedLines == 1)
    #expect(try await home.names(in: dataset) == [])
}

@Test func `of a type there is one dataset besides one being deleted`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let datasets = home.useCases.datasets
    let old = try await home.makeDataset(in: project, [line("1")])
    await expectRefusal(.datasetExists(.train, project: project)) {
        _ = try await datasets.create(.train, in: project, from: .nothing, tags: [:])
    }
    try await datasets.delete(old)
    #expect(try await datasets.describe(old).status == .deleting)
    let new = try await datasets.create(.train, in: project, from: .nothing, tags: [:])
    #expect(new != old)
    try await home.workOnDatasets()
    await expectRefusal(.noSuchDataset(old)) { _ = try await datasets.describe(old) }
    #expect(try await datasets.describe(new).status == .created)
}

@Test func `a dataset is copied from another project`() async throws {
    let home = try await TestHome()
    let first = try await home.useCases.projects.create(named: "first", tags: [:])
    let second = try await home.useCases.projects.create(named: "second", tags: [:])
    let original = try await home.makeDataset(in: first, [line("1"), line("2")])
    let datasets = home.useCases.datasets
    let copy = try await datasets.create(.test, in: second, from: .copy(of: original), tags: [:])
    try await home.workOnDatasets()
    #expect(try await datasets.describe(copy).status == .created)
    #expect(try await datasets.describe(copy).statistics.totalEntries == 2)
    #expect(try await home.names(in: copy) == ["1", "2"])
}

@Test func `a fifth of the training dataset goes to the empty test dataset`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let datasets = home.useCases.datasets
    let train = try await home.makeDataset(in: project, (0..<10).map { line("\($0)") })
    let test = try await datasets.create(.test, in: project, from: .nothing, tags: [:])
    await expectRefusal(
        .invalidRequest("A training dataset and a test dataset of one project are needed.")
    ) { try await datasets.distribute([train, train]) }
    try await datasets.distribute([test, train])
    #expect(try await datasets.describe(train).status == .updating)
    #expect(try await datasets.describe(test).status == .updating)
    try await home.workOnDatasets()
    #expect(try await datasets.describe(train).status == .updated)
    #expect(try await datasets.describe(test).status == .updated)
    let (left, moved) = (try await home.names(in: train), try await home.names(in: test))
    #expect(moved.count == 2)
    #expect(Set(left + moved).count == 10)
    await expectRefusal(.invalidRequest("The test dataset has entries already.")) {
        try await datasets.distribute([test, train])
    }
}

@Test func `too few images are not distributed`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let datasets = home.useCases.datasets
    let train = try await home.makeDataset(in: project, [line("1")])
    let test = try await datasets.create(.test, in: project, from: .nothing, tags: [:])
    try await datasets.distribute([train, test])
    try await home.workOnDatasets()
    for dataset in [train, test] {
        let description = try await datasets.describe(dataset)
        #expect(description.status == .updateFailed)
        #expect(
            description.statusMessage
                == "The manifest file doesn't have enough labeled images to distribute the dataset."
        )
    }
    #expect(try await home.names(in: train) == ["1"])
}

@Test func `an import that was cut off begins anew`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let manifest = try await home.put([line("1"), line("2")].joined(separator: "\n"), at: "train.manifest")
    let dataset = try await home.useCases.datasets.create(
        .train,
        in: project,
        from: .manifest(manifest),
        tags: [:]
    )
    // What a batch has left.
    _ = try await home.workshop.write { catalog in
        let lines = try DatasetLines(judging: Array(line("1").utf8), limits: .customLabels)
        return try catalog.append(lines.entries, to: dataset.number)
    }
    try await home.workOnDatasets()
    #expect(try await home.names(in: dataset) == ["1", "2"])
    let description = try await home.useCases.datasets.describe(dataset)
    #expect(description.statistics.totalEntries == 2)
    #expect(description.statistics.droppedLines == 0)
}

@Test(.timeLimit(.minutes(1)))
func `the background finishes what was begun`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let manifest = try await home.put(line("1"), at: "train.manifest")
    let datasets = home.useCases.datasets
    let dataset = try await datasets.create(.train, in: project, from: .manifest(manifest), tags: [:])
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await home.useCases.datasetWork.run() }
        while try await datasets.describe(dataset).status == .creating {
            try await Task.sleep(for: .milliseconds(10))
        }
        try await datasets.update(dataset, with: Array(line("2").utf8))
        while try await datasets.describe(dataset).status == .updating {
            try await Task.sleep(for: .milliseconds(10))
        }
        home.useCases.datasetWork.stop()
        try await group.waitForAll()
    }
    #expect(try await home.names(in: dataset) == ["1", "2"])
}
