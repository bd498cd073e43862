import Foundation

@testable import Catalog

/// A catalog in a folder that is gone with its test.
final class TestCatalog {
    let folder: URL
    private(set) var catalog: CatalogDatabase

    var file: URL { folder.appending(path: "katmai.sqlite") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        catalog = try CatalogDatabase(at: folder.appending(path: "katmai.sqlite"))
    }

    deinit {
        // The system's temporary folder is cleared anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    /// Closes the catalog and opens it again, as the next process does.
    func reopen() throws {
        try catalog.close()
        catalog = try CatalogDatabase(at: file)
    }

    /// A project with a training dataset; gives the dataset's number.
    func makeDataset() async throws -> Int64 {
        try await catalog.write { catalog in
            let project = try catalog.insertProject(named: "bears", now: 1000)
            return try catalog.insertDataset(
                .train,
                inProject: project.id,
                status: .created,
                message: "ready",
                now: 1000
            ).id
        }
    }

    func entries(_ query: EntryQuery) async throws -> [String] {
        try await catalog.read { try $0.entries(query).map(\.source) }
    }

    func labels(of dataset: Int64) async throws -> [String] {
        try await catalog.read { catalog in
            try catalog.labels(of: dataset, limit: 100).map { "\($0.name) \($0.entryCount) \($0.boxCount)" }
        }
    }

    func counts(of dataset: Int64) async throws -> [Int] {
        try await catalog.read { catalog in
            guard let record = try catalog.dataset(number: dataset) else { return [] }
            return [record.totalEntries, record.labelledEntries, record.errorEntries]
        }
    }
}

/// An entry with boxes by label.
func entry(
    _ source: String,
    _ labels: [String: Int] = [:],
    isLabelled: Bool = true,
    hasErrors: Bool = false
) -> NewEntry {
    NewEntry(
        source: source,
        line: Data("{\"source-ref\":\"\(source)\"}".utf8),
        isLabelled: isLabelled,
        hasErrors: hasErrors,
        labels: labels
    )
}
