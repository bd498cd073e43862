import GRDB
import Testing

@testable import Catalog

/// Expects that the schema refuses a statement on a catalog with one dataset.
private func expectRefused(_ sql: String, _ comment: Comment) async throws {
    let home = try TestCatalog()
    _ = try await home.makeDataset()
    await #expect(throws: DatabaseError.self, comment) {
        try await home.catalog.write { try $0.database.execute(sql: sql) }
    }
}

@Test func `the schema holds what must always be true`() async throws {
    try await expectRefused("INSERT INTO projects VALUES (5, 'bears', 'CREATED')", "a name twice")
    try await expectRefused("UPDATE projects SET status = 'GONE'", "an unknown status")
    try await expectRefused("DELETE FROM projects", "a project with a dataset")
    try await expectRefused("UPDATE datasets SET labelledEntries = 1", "more labelled entries than entries")
    try await expectRefused("UPDATE datasets SET projectID = 77", "a dataset without a project")
    try await expectRefused(
        "INSERT INTO datasetTasks (datasetID, kind) SELECT id, 'UPDATE' FROM datasets",
        "an update without lines"
    )
    try await expectRefused(
        "INSERT INTO tags (key, value) VALUES ('a', 'b')",
        "a tag on nothing"
    )
    try await expectRefused(
        "INSERT INTO account VALUES (1, '12', 'us-east-1', zeroblob(32))",
        "an account number of two digits"
    )
}

@Test func `of a type there is one dataset besides those being deleted`() async throws {
    let home = try TestCatalog()
    let old = try await home.makeDataset()
    let insertion: @Sendable (CatalogWriter) throws -> Void = { catalog in
        let project = try catalog.dataset(number: old)?.projectID ?? 0
        _ = try catalog.insertDataset(.train, inProject: project, status: .created, message: "m", now: 5)
    }
    await #expect(throws: DatabaseError.self) { try await home.catalog.write(insertion) }
    try await home.catalog.write { catalog in
        var dataset = try #require(try catalog.dataset(number: old))
        dataset.status = .deleting
        try catalog.update(dataset)
    }
    try await home.catalog.write(insertion)
}

@Test func `two of one moment get two numbers`() async throws {
    let home = try TestCatalog()
    let numbers = try await home.catalog.write { catalog in
        try ["a", "b", "c"].map { try catalog.insertProject(named: $0, now: 1000).id }
    }
    #expect(numbers == [1000, 1001, 1002])
}

@Test func `a deleted project takes its tags with it, and waits for its datasets`() async throws {
    let home = try TestCatalog()
    let dataset = try await home.makeDataset()
    let isThere = try await home.catalog.write { catalog in
        var project = try #require(try catalog.project(named: "bears"))
        try catalog.addTags(["team": "rangers"], to: .project(project.id))
        project.status = .deleting
        try catalog.update(project)
        try catalog.removeProjectIfEmptied(project.id)
        #expect(try catalog.project(named: "bears") != nil)
        try catalog.removeDataset(dataset)
        try catalog.removeProjectIfEmptied(project.id)
        return try catalog.project(named: "bears") != nil
    }
    #expect(!isThere)
    let tags = try await home.catalog.read { try Int.fetchOne($0.database, sql: "SELECT count(*) FROM tags") }
    #expect(tags == 0)
}
