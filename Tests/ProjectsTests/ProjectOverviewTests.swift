import Catalog
import Testing

@testable import Projects

private func steps(_ card: ProjectCard) -> [StepState] {
    [card.steps.images, card.steps.labels, card.steps.train, card.steps.evaluate, card.steps.use]
}

@Test func `a card tells what a project holds and what comes next`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let overviews = home.useCases.overviews
    let empty = try await overviews.card(of: project)
    #expect(steps(empty) == [.next, .todo, .todo, .todo, .todo])
    #expect(empty.thumbnails == [])

    let dataset = try await home.makeDataset(
        in: project,
        [line("1"), line("2", ["wolf"]), line("3"), line("4"), #"{"source-ref":"s3://bears/photos/5.png"}"#]
    )
    let card = try await overviews.card(of: project)
    #expect([card.images, card.labelledImages, card.labels, card.trainImages] == [5, 4, 2, 5])
    #expect(card.train == dataset)
    #expect(card.thumbnails == Array(try await home.entries(of: dataset).map(\.id).prefix(4)))
    #expect(steps(card) == [.done, .next, .todo, .todo, .todo])

    _ = try await home.useCases.labelling.delete(
        .matching(EntryChoice(state: .unlabelled)),
        from: dataset
    )
    #expect(steps(try await overviews.card(of: project)) == [.done, .done, .next, .todo, .todo])

    _ = try await home.useCases.versions.create(
        TrainingRequest(
            project: project,
            versionName: "v1",
            output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
        )
    )
    let training = try await overviews.card(of: project)
    #expect(training.lastVersion?.version.name == "v1")
    #expect(training.steps.train == .working)
    #expect(try await overviews.versions(of: project).map(\.description.version.name) == ["v1"])
    #expect(try await overviews.page(PageRequest(size: 1)).elements.map(\.project) == [project])
    #expect(try await overviews.project(named: "cam") == project)
    let unknown = ProjectReference(name: "moose", number: 0)
    await expectRefusal(.noSuchProject(unknown)) { _ = try await overviews.project(named: "moose") }
}

@Test func `a training that was cancelled is to be done again, one that failed has failed`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    _ = try await home.makeDataset(in: project, (0..<10).map { line("\($0)") })
    let overviews = home.useCases.overviews
    func train(_ name: String) async throws -> VersionReference {
        try await home.useCases.versions.create(
            TrainingRequest(
                project: project,
                versionName: name,
                output: OutputPlace(bucket: TestHome.bucket, prefix: nil)
            )
        )
    }
    let first = try await train("v1")
    let waiting = try await overviews.card(of: project)
    #expect(waiting.training?.run == .queued)
    try await home.useCases.trainings.cancel(first)
    let cancelled = try await overviews.card(of: project)
    #expect(steps(cancelled) == [.done, .done, .next, .todo, .todo])
    #expect(cancelled.lastVersion?.run == .cancelled && cancelled.training == nil)
    #expect(try await overviews.versions(of: project).map(\.isCancelled) == [true])

    let second = try await train("v2")
    try await home.workshop.catalog.write { catalog in
        var run = try #require(try catalog.run(of: second.number))
        var version = try #require(try catalog.version(number: second.number))
        (run.status, version.status) = (.failed, .trainingFailed)
        try catalog.update(run)
        try catalog.update(version)
    }
    let failed = try await overviews.card(of: project)
    #expect(steps(failed) == [.done, .done, .failed, .todo, .todo])
    #expect(try await overviews.versions(of: project).map(\.isCancelled) == [false, true])

    // What is being deleted is neither here nor there.
    #expect(try await home.useCases.versions.delete(second) == .deleting)
    let deleting = try await overviews.card(of: project)
    #expect(deleting.lastVersion?.version == first)
    #expect(deleting.steps.train == .next)
}
