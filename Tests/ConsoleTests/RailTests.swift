import Catalog
import Foundation
import Testing

@testable import Console
@testable import Projects

private let project = ProjectReference(name: "bears", number: 100)

private func version(
    _ name: String,
    _ status: VersionStatus,
    f1: Double? = nil,
    run: RunStatus? = .finished
) -> VersionCard {
    VersionCard(
        version: VersionReference(project: "bears", name: name, number: 101),
        status: status,
        f1: f1,
        created: Date(timeIntervalSince1970: 1_690_556_751),
        run: run
    )
}

/// The rail of a project with these versions, the newest first, and 100 images, 20 of them for the test.
private func makeRail(
    _ versions: [VersionCard],
    images: Int = 100,
    test: Int = 20,
    labelled: Int = 100,
    train: StepState = .done,
    labels: StepState = .done,
    use: StepState = .next
) -> Rail {
    let model = versions.first { $0.status.hasModel }
    let card = ProjectCard(
        project: project,
        created: Date(timeIntervalSince1970: 1_690_556_751),
        status: .created,
        thumbnails: [],
        images: images,
        labelledImages: labelled,
        labels: 1,
        train: nil,
        test: nil,
        trainImages: images - test,
        testImages: test,
        lastVersion: versions.first,
        training: versions.first { $0.status == .training },
        model: model,
        started: versions.first { $0.status.isStarted },
        versions: versions.count,
        steps: ProjectSteps(
            images: images > 0 ? .done : .next,
            labels: labels,
            train: train,
            evaluate: model?.f1 == nil ? .todo : .done,
            use: use
        )
    )
    return Rail(card, at: nil)
}

private func details(_ rail: Rail) -> [String] { rail.steps.map { $0.detail ?? "" } }

@Test func `after a cancelled training the model before it counts, and one may train again`() {
    let old = version("v1", .trained, f1: 0.91)
    let rail = makeRail([version("v2", .trainingFailed, run: .cancelled), old])
    #expect(rail.next == "The training of v2 was cancelled. v1 is as it was. Train again when you like.")
    #expect(rail.nextURL == "/_/projects/bears/train" && rail.nextTitle == "Train again")
    #expect(details(rail) == ["100", "100", "v1", "F1 0.91", ""])
    #expect(rail.steps.allSatisfy { !$0.hasFailed })
}

@Test func `a first training that was cancelled leaves nothing to look at`() {
    let rail = makeRail([version("v1", .trainingFailed, run: .cancelled)], train: .next)
    #expect(rail.next == "The training of v1 was cancelled. Train again when you like.")
    #expect(details(rail) == ["100", "100", "v1 cancelled", "", ""])
    #expect(rail.steps[2].isNext)
}

@Test func `a failed training leads to its reason`() {
    let failed = version("v2", .trainingFailed, run: .failed)
    let alone = makeRail([failed], train: .failed)
    #expect(alone.next == "v2 could not be trained.")
    #expect(alone.nextURL == "/_/projects/bears/versions/v2/training" && alone.nextTitle == "See why")
    #expect(details(alone)[2] == "v2 failed" && alone.steps[2].hasFailed && !alone.steps[2].isDone)
    let second = makeRail([failed, version("v1", .running, f1: 0.5)], train: .failed, use: .done)
    #expect(second.next == "v2 could not be trained. v1 is as it was.")
    #expect(details(second) == ["100", "100", "v2 failed", "F1 0.50", "v1 running"])
}

@Test func `a training that waits is not said to be at work`() {
    let old = version("v1", .trained, f1: 0.91)
    let waiting = makeRail([version("v2", .training, run: .queued), old], train: .working)
    #expect(waiting.next == "v2 waits for its turn to be trained." && details(waiting)[2] == "v2 waits")
    let busy = makeRail([version("v2", .training, run: .training), old], train: .working)
    #expect(busy.next == "v2 is being trained." && details(busy)[2] == "v2 at work")
    // What is trained is told even where something newer was copied.
    let copied = makeRail([version("v3", .copied, run: nil), version("v2", .training, run: .training)])
    #expect(copied.nextURL == "/_/projects/bears/versions/v2/training")
}

@Test func `before a model the first step that is missing is asked for`() {
    let none = makeRail([], images: 0, test: 0, labelled: 0, train: .todo, labels: .todo)
    #expect(none.nextTitle == "Add images" && details(none) == ["", "", "", "", ""])
    let bare = makeRail([], labelled: 10, train: .todo, labels: .next)
    #expect(bare.next == "90 images have no labels yet." && details(bare)[1] == "90 to do")
    #expect(makeRail([], test: 0, train: .next).nextTitle == "Make a test set")
    let some = makeRail([], labelled: 60, train: .todo, labels: .next)
    #expect(
        some.next == "60 of 100 images are labelled. Label the others too, or train a first version."
    )
    #expect(makeRail([], train: .next).next == "Every image is labelled. Train a first version.")
}

@Test func `with a model its mistakes come next, or its first test`() {
    #expect(makeRail([version("v1", .trained, f1: 0.9)]).nextTitle == "Look at the mistakes")
    #expect(makeRail([version("v1", .trained)]).nextTitle == "Evaluate it")
    #expect(makeRail([version("v1", .trained)], test: 0).nextTitle == "Make a test set")
    #expect(makeRail([version("v1", .copied, run: nil)], images: 0, test: 0).nextTitle == "Use it")
    let broken = makeRail([version("v1", .failed, f1: 0.9)], use: .failed)
    #expect(broken.next == "v1 could not be started." && details(broken)[4] == "v1 failed to start")
}
