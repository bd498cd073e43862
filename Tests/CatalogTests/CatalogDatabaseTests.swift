import Foundation
import GRDB
import Testing

@testable import Catalog

@Test func `what was written is there for the next process`() async throws {
    let home = try TestCatalog()
    let project = try await home.catalog.write { try $0.insertProject(named: "bears", now: 1000) }
    try home.reopen()
    #expect(try await home.catalog.read { try $0.project(named: "bears") } == project)
}

@Test func `a write that throws leaves nothing`() async throws {
    struct Stop: Error {}
    let home = try TestCatalog()
    await #expect(throws: Stop.self) {
        try await home.catalog.write { catalog in
            _ = try catalog.insertProject(named: "bears", now: 1000)
            throw Stop()
        }
    }
    #expect(try await home.catalog.read { try $0.projectCount() } == 0)
}

@Test func `a catalog of a newer Katmai is refused and left alone`() async throws {
    let home = try TestCatalog()
    try home.catalog.close()
    let queue = try DatabaseQueue(path: home.file.path)
    try await queue.write { database in
        try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 the future')")
    }
    try queue.close()
    let error = #expect(throws: CatalogError.self) { try CatalogDatabase(at: home.file) }
    #expect(error == .newerSchema(file: home.file.path, unknown: ["2 the future"]))
    #expect(error?.description.contains("newer Katmai") == true)
}

@Test func `a file that is no catalog is refused`() throws {
    let home = try TestCatalog()
    let file = home.folder.appending(path: "other.sqlite")
    try Data(String(repeating: "this is a text ", count: 20).utf8).write(to: file)
    #expect(throws: CatalogError.self) { try CatalogDatabase(at: file) }
}

@Test func `only its owner can read the catalog`() throws {
    let home = try TestCatalog()
    var status = stat()
    #expect(stat(home.file.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
}

@Test func `every answered write has reached the disk`() async throws {
    let home = try TestCatalog()
    let level = try await home.catalog.write { try Int.fetchOne($0.database, sql: "PRAGMA synchronous") }
    #expect(level == 2)
    let keys = try await home.catalog.write { try Int.fetchOne($0.database, sql: "PRAGMA foreign_keys") }
    #expect(keys == 1)
}

@Test func `the account is made once and kept`() async throws {
    let home = try TestCatalog()
    var generator = SystemRandomNumberGenerator()
    let first = Account.random(region: "us-east-1", using: &generator)
    let other = Account.random(region: "us-west-2", using: &generator)
    #expect(first.id.count == 12)
    #expect(first.secret.count == 32)
    #expect(try await home.catalog.write { try $0.account(orNew: first) } == first)
    try home.reopen()
    #expect(try await home.catalog.write { try $0.account(orNew: other) } == first)
}

@Test func `ARNs are written as AWS writes them`() {
    let account = Account(id: "111122223333", region: "us-east-1", secret: [])
    let prefix = "arn:aws:rekognition:us-east-1:111122223333:project/"
    #expect(account.arn(of: ProjectReference(name: "my-project", number: 5)) == prefix + "my-project/5")
    #expect(
        account.arn(of: DatasetReference(project: "my-project", type: .train, number: 6))
            == prefix + "my-project/dataset/train/6"
    )
    #expect(
        account.arn(of: VersionReference(project: "my-project", name: "1", number: 1_690_556_751_958))
            == prefix + "my-project/version/1/1690556751958"
    )
}

@Test func `keys can be disabled and deleted`() async throws {
    let home = try TestCatalog()
    let id = "AKIAIOSFODNN7EXAMPLE"
    let key = AccessKeyRecord(id: id, secret: "s", isEnabled: true, created: 1)
    let last = try await home.catalog.write { catalog in
        try catalog.insert(key)
        #expect(try catalog.accessKey(id) == key)
        #expect(try catalog.setAccessKey(id, isEnabled: false))
        #expect(try catalog.accessKey(id)?.isEnabled == false)
        #expect(try catalog.setAccessKey("AKIA0000000000000000", isEnabled: false) == false)
        #expect(try catalog.deleteAccessKey(id))
        return try catalog.accessKeys()
    }
    #expect(last.isEmpty)
}
