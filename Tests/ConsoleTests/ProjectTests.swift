import Catalog
import HTTPTypes
import HummingbirdTesting
import Projects
import Testing

@testable import Console

@Test func `a project that is made is shown, and gone when it is deleted`() async throws {
    try await TestConsole().browseSignedIn { browser in
        let made = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        #expect(made.status == .created)
        #expect(made.text == #"{"name":"bears","url":"/_/projects/bears"}"#)
        let page = try await browser.get("/_/projects/bears")
        #expect(page.status == .ok)
        #expect(page.text.contains("arn:aws:rekognition:us-east-1:111122223333:project/bears/"))
        let again = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        #expect(again.status == .conflict)
        #expect(try again.code == "exists")
        #expect(try await browser.send(.delete, "/_/api/projects/bears", bytes: []).status == .accepted)
        #expect(try await browser.get("/_/projects/bears").status == .notFound)
    }
}

@Test func `a project with a set at work is not deleted, nor anything of it`() async throws {
    let console = try await TestConsole()
    let project = try await console.useCases.projects.create(named: "bears", tags: [:])
    let train = try await console.useCases.datasets.create(.train, in: project, from: .nothing, tags: [:])
    _ = try await console.useCases.datasets.create(.test, in: project, from: .copy(of: train), tags: [:])
    try await console.browseSignedIn { browser in
        let refused = try await browser.send(.delete, "/_/api/projects/bears", bytes: [])
        #expect(refused.status == .conflict)
        let message = try refused.json(Refused.self).error.message
        #expect(message == "The test set is being filled. Try again when that is done.")
        #expect(try await browser.get("/_/api/projects/bears/datasets/train").status == .ok)
    }
}

@Test(arguments: VersionStatus.allCases)
func `whoever may not delete a version is told what to do`(_ status: VersionStatus) {
    let version = VersionReference(project: "bears", name: "v1", number: 1)
    let error = ConsoleError.undeletable(version, status)
    #expect(error.status == .conflict && error.code == "in-use")
    #expect(error.message.hasPrefix("Version v1 ") && error.message.hasSuffix("."))
    #expect(status.canBeDeleted != error.message.contains("delete"))
}

@Test(arguments: ["", "a b", "<b>", "..", "ä", "a/b"])
func `a name that no address could hold is refused`(_ name: String) async throws {
    let answer = try await TestConsole().browseSignedIn { browser in
        try await browser.send(.post, "/_/api/projects", json: #"{"name":"\#(name)"}"#)
    }
    #expect(answer.status == .unprocessableContent)
}

@Test func `JSON that is none is refused in words`() async throws {
    let answer = try await TestConsole().browseSignedIn { browser in
        try await browser.send(.post, "/_/api/projects", json: #"{"name":5}"#)
    }
    #expect(answer.status == .badRequest)
    #expect(try answer.json(Refused.self).error.message.contains("name is of another kind"))
}

@Test func `every page of a new project can be opened`() async throws {
    try await TestConsole().browseSignedIn { browser in
        _ = try await browser.send(.post, "/_/api/projects", json: #"{"name":"bears"}"#)
        let paths = [
            "", "/images", "/images?set=test", "/label", "/train", "/evaluate", "/use",
        ]
        for path in paths {
            let page = try await browser.get("/_/projects/bears\(path)")
            #expect(page.status == .ok, "\(path)")
            #expect(page.text.contains("<title>") && page.text.contains("bears"), "\(path)")
        }
        #expect(try await browser.get("/_/projects/wolves").status == .notFound)
        #expect(try await browser.get("/_/projects/bears/versions/v1/evaluate").status == .notFound)
    }
}

@Test func `the last key that clients can use is kept`() async throws {
    try await TestConsole().browseSignedIn { browser in
        let path = "/_/api/keys/\(TestKeys.id)"
        #expect(try await browser.send(.delete, path, bytes: []).status == .conflict)
        #expect(try await browser.send(.put, path, json: #"{"isEnabled":false}"#).status == .conflict)
        let made = try await browser.send(.post, "/_/api/keys", json: "{}")
        #expect(made.status == .created && made.text.contains("secret"))
        #expect(try await browser.send(.delete, path, bytes: []).status == .ok)
        #expect(!(try await browser.get("/_/api/keys").text.contains("secret")))
    }
}
