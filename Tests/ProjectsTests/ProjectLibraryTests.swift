import Catalog
import Testing

@testable import Projects

/// Expects a use case to refuse.
func expectRefusal(
    _ error: ProjectError,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
) async {
    await #expect(throws: error, sourceLocation: sourceLocation) { try await body() }
}

@Test func `a project is created once, shown and deleted`() async throws {
    let home = try await TestHome()
    let projects = home.useCases.projects
    let project = try await projects.create(named: "cam", tags: ["team": "rangers"])
    #expect(project == ProjectReference(name: "cam", number: 1_690_556_751_958))
    await expectRefusal(.projectNameTaken("cam")) { _ = try await projects.create(named: "cam", tags: [:]) }
    let page = try await projects.page(PageRequest(size: 10), names: nil)
    #expect(page.elements.map(\.project) == [project])
    #expect(page.elements.first?.status == .created)
    #expect(page.elements.first?.datasets == [])
    #expect(page.next == nil)
    #expect(try await projects.delete(project) == .deleting)
    #expect(try await projects.page(PageRequest(size: 10), names: nil).elements.isEmpty)
    await expectRefusal(.noSuchProject(project)) { _ = try await projects.delete(project) }
}

@Test func `projects come newest first, page by page and by name`() async throws {
    let home = try await TestHome()
    let projects = home.useCases.projects
    for name in ["a", "b", "c"] { _ = try await projects.create(named: name, tags: [:]) }
    let first = try await projects.page(PageRequest(size: 2), names: nil)
    #expect(first.elements.map(\.project.name) == ["c", "b"])
    let second = try await projects.page(PageRequest(size: 2, start: first.next), names: nil)
    #expect(second.elements.map(\.project.name) == ["a"])
    #expect(second.next == nil)
    let named = try await projects.page(PageRequest(size: 2), names: ["a", "nobody"])
    #expect(named.elements.map(\.project.name) == ["a"])
    await expectRefusal(.invalidPageToken) {
        _ = try await projects.page(PageRequest(size: 2, start: PageToken(rawValue: "x")), names: nil)
    }
}

@Test func `AWS's quotas bind where they are asked for`() async throws {
    var limits = Limits.aws
    limits.projects = 1
    limits.tagsPerResource = 1
    let home = try await TestHome(limits: limits)
    let projects = home.useCases.projects
    let project = try await projects.create(named: "cam", tags: ["a": "1"])
    await expectRefusal(.limitExceeded(.projects, limit: 1)) {
        _ = try await projects.create(named: "other", tags: [:])
    }
    await expectRefusal(.tooManyTags(limit: 1)) {
        _ = try await projects.create(named: "other", tags: ["a": "1", "b": "2"])
    }
    await expectRefusal(.tooManyTags(limit: 1)) {
        try await home.useCases.tags.add(["b": "2"], to: .project(project))
    }
    try await home.useCases.tags.add(["a": "3"], to: .project(project))
    #expect(try await home.useCases.tags.all(of: .project(project)) == ["a": "3"])
}

@Test func `a project with a dataset stays, and goes with the last that is being deleted`() async throws {
    let home = try await TestHome()
    let projects = home.useCases.projects
    let project = try await projects.create(named: "cam", tags: [:])
    let dataset = try await home.useCases.datasets.create(.train, in: project, from: .nothing, tags: [:])
    await expectRefusal(.projectNotEmpty(project, datasets: 1, versions: 0)) {
        _ = try await projects.delete(project)
    }
    try await home.useCases.datasets.delete(dataset)
    #expect(try await projects.delete(project) == .deleting)
    let page = try await projects.page(PageRequest(size: 10), names: nil)
    #expect(page.elements.map(\.status) == [.deleting])
    await expectRefusal(.projectBeingDeleted(project)) {
        _ = try await home.useCases.datasets.create(.train, in: project, from: .nothing, tags: [:])
    }
    try await home.workOnDatasets()
    #expect(try await projects.page(PageRequest(size: 10), names: nil).elements.isEmpty)
}

@Test func `tags are kept on all three kinds of resource`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let dataset = try await home.useCases.datasets.create(
        .test,
        in: project,
        from: .nothing,
        tags: ["a": "1"]
    )
    let tags = home.useCases.tags
    try await tags.add(["b": "2"], to: .dataset(dataset))
    try await tags.remove(["a", "never there"], from: .dataset(dataset))
    #expect(try await tags.all(of: .dataset(dataset)) == ["b": "2"])
    #expect(try await tags.all(of: .project(project)) == [:])
    let version = VersionReference(project: "cam", name: "v", number: 3)
    await expectRefusal(.noSuchVersion(version)) { _ = try await tags.all(of: .version(version)) }
}

private let document = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"rekognition:*"}]}"#

@Test func `a policy is changed by whoever knows its revision`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let policies = home.useCases.policies
    let first = try await policies.put(document, named: "share", on: project, replacing: nil)
    #expect(first.count == 32)
    await expectRefusal(.policyExists(name: "share", project: project)) {
        _ = try await policies.put(document, named: "share", on: project, replacing: nil)
    }
    await expectRefusal(.wrongPolicyRevision(name: "share", given: "abc")) {
        _ = try await policies.put(document, named: "share", on: project, replacing: "abc")
    }
    let second = try await policies.put(document, named: "share", on: project, replacing: first)
    #expect(second != first)
    let page = try await policies.page(of: project, PageRequest(size: 5))
    #expect(page.elements.map(\.revisionID) == [second])
    #expect(page.elements.first?.document == document)
    await expectRefusal(.wrongPolicyRevision(name: "share", given: first)) {
        try await policies.delete(named: "share", from: project, revision: first)
    }
    try await policies.delete(named: "share", from: project, revision: nil)
    await expectRefusal(.noSuchPolicy(name: "share", project: project)) {
        try await policies.delete(named: "share", from: project, revision: nil)
    }
}

@Test func `a project has five policies`() async throws {
    let home = try await TestHome()
    let project = try await home.useCases.projects.create(named: "cam", tags: [:])
    let policies = home.useCases.policies
    for name in 1...5 { _ = try await policies.put(document, named: "\(name)", on: project, replacing: nil) }
    await expectRefusal(.tooManyPolicies(limit: 5)) {
        _ = try await policies.put(document, named: "6", on: project, replacing: nil)
    }
    let page = try await policies.page(of: project, PageRequest(size: 3))
    let rest = try await policies.page(of: project, PageRequest(size: 3, start: page.next))
    #expect((page.elements + rest.elements).map(\.name) == ["1", "2", "3", "4", "5"])
}

@Test(arguments: ["{", "[]", "{}", #"{"Statement":[]}"#, #"{"Statement":{"Effect":"Perhaps"}}"#])
func `what is no policy is refused`(document: String) throws {
    let error = #expect(throws: ProjectError.self) { try PolicyDocument.check(document) }
    guard case .malformedPolicy = error else {
        Issue.record("\(String(describing: error))")
        return
    }
}
