import Annotations
import Catalog
import HTTPTypes
import HummingbirdTesting
import Projects
import Testing

@testable import Console

private let path = "/_/projects/bears/versions/v1/training"

/// A console with a version v1 and a training that a test ends as it likes.
private func makeConsole(
    _ status: VersionStatus,
    _ message: String,
    run change: @escaping @Sendable (inout RunRecord) -> Void
) async throws -> TestConsole {
    let console = try await TestConsole()
    let project = try await console.useCases.projects.create(named: "bears", tags: [:])
    try await console.catalog.write { catalog in
        var run = RunRecord(versionID: 5, queued: 4)
        change(&run)
        try catalog.insert(
            VersionRecord(
                id: 5,
                projectID: project.number,
                name: "v1",
                status: status,
                statusMessage: message,
                outputBucket: "bears",
                outputPrefix: nil
            )
        )
        try catalog.insert(run)
    }
    return console
}

@Test func `a training that went on after a restart says how often it was started`() async throws {
    let console = try await makeConsole(.training, "The model is being trained.") { run in
        (run.status, run.attempts) = (.training, 2)
    }
    try await console.browseSignedIn { browser in
        #expect(try await browser.get(path).text.contains("started 2 times"))
        let news = try await browser.get("/_/api/projects/bears/versions/v1/training")
        #expect(news.text.contains(#""attempts":2"#))
    }
}

@Test func `a training that was started once does not speak of it`() async throws {
    let console = try await makeConsole(.training, "The model is being trained.") { run in
        (run.status, run.attempts) = (.training, 1)
    }
    let page = try await console.browseSignedIn { browser in try await browser.get(path).text }
    #expect(!page.contains("started 1") && !page.contains("attempt 1"))
}

@Test func `a cancelled training is not called a failure`() async throws {
    let console = try await makeConsole(.trainingFailed, "The training was cancelled.") { run in
        (run.status, run.isCancelled) = (.cancelled, true)
    }
    try await console.browseSignedIn { browser in
        let page = try await browser.get(path).text
        #expect(page.contains("The training was cancelled") && !page.contains("The training failed"))
        #expect(page.contains(#"href="/_/projects/bears/train""#))
        let project = try await browser.get("/_/projects/bears").text
        #expect(project.contains(#"<span class="badge plain">cancelled</span>"#))
        #expect(!project.contains("Why v1 failed"))
        let projects = try await browser.get("/_/").text
        #expect(projects.contains("version v1 was cancelled") && !projects.contains("training failed"))
        #expect(try await browser.get("/_/projects/bears/use").text.contains("Train a first version"))
    }
}

@Test func `a failed training says why in words, and leads to what can be done`() async throws {
    let message = ManifestContentFailure.insufficientLabelOverlap.message
    let console = try await makeConsole(.trainingFailed, message) { run in run.status = .failed }
    try await console.browseSignedIn { browser in
        let page = try await browser.get(path).text
        #expect(page.contains("The test images show other things than the training images."))
        #expect(page.contains(#"href="/_/projects/bears/images?set=test""#))
        #expect(!page.contains("manifest") && !page.contains("The log below"))
        let use = try await browser.get("/_/projects/bears/use").text
        #expect(use.contains("The training failed") && use.contains(#"href="\#(path)""#))
        let evaluate = try await browser.get("/_/projects/bears/versions/v1/evaluate").text
        #expect(evaluate.contains("See why") && !evaluate.contains("Evaluate again"))
        let used = try await browser.get("/_/projects/bears/versions/v1/use")
        #expect(used.headers[.location] == "/_/projects/bears/versions/v1/evaluate")
    }
}

@Test func `a copy has no training to show`() async throws {
    let console = try await TestConsole()
    let project = try await console.useCases.projects.create(named: "bears", tags: [:])
    try await console.catalog.write { catalog in
        try catalog.insert(
            VersionRecord(
                id: 5,
                projectID: project.number,
                name: "v1",
                status: .copying,
                statusMessage: "The model is being copied.",
                outputBucket: "bears",
                outputPrefix: nil
            )
        )
    }
    try await console.browseSignedIn { browser in
        let answer = try await browser.get(path)
        #expect(answer.status == .found && answer.headers[.location] == "/_/projects/bears")
        #expect(!(try await browser.get("/_/projects/bears").text.contains(path)))
    }
}

@Test(arguments: ManifestContentFailure.allCases)
func `what AWS says of manifests is said without them`(_ failure: ManifestContentFailure) {
    let reason = VersionReason(failure.message, project: "bears")
    #expect(!reason.text.contains("manifest") && reason.mend != nil)
}

@Test func `what is wrong with an image is said to whom draws boxes`() {
    let box = EntryIssue(code: "ERROR_INVALID_BOUNDING_BOX", message: "AWS's.", detail: nil, isError: true)
    #expect(box.words == "A box reaches beyond the picture.")
    let line = EntryIssue(code: "ERROR_NO_LABEL_ATTRIBUTES", message: "AWS's.", detail: nil, isError: true)
    #expect(line.words == "AWS's.")
}

@Test func `a fault of Katmai's own is not called Amazon's`() {
    let reason = VersionReason("\(VersionMessage.serviceFault) It broke.", project: "bears")
    #expect(reason.text == "Something went wrong in Katmai itself. It broke.")
    #expect(VersionReason("no memory", project: "bears") == VersionReason(text: "no memory", mend: nil))
}
