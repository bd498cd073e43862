import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import ObjectStorage
import Projects

/// A project's two datasets as wholes.
struct DatasetHandlers: Sendable {
    let desk: Desk

    private struct Status: Encodable {
        let status: String
        @OrNull var message: String?
        let isBusy: Bool
        let hasFailed: Bool
        let entries: Int
        let labelled: Int
        let errors: Int
        let dropped: Int
        let labels: Int
        @OrNull var done: Int64?
        @OrNull var total: Int64?

        init(_ dataset: DatasetDescription) {
            status = dataset.status.words
            message = dataset.status.hasFailed ? dataset.statusMessage : nil
            isBusy = dataset.status.isAtWork
            hasFailed = dataset.status.hasFailed
            entries = dataset.statistics.totalEntries
            labelled = dataset.statistics.labelledEntries
            errors = dataset.statistics.errorEntries
            dropped = dataset.statistics.droppedLines
            labels = dataset.statistics.totalLabels
            done = dataset.progress?.doneBytes
            total = dataset.progress?.totalBytes
        }
    }

    func describe(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let dataset = try await desk.dataset(context)
        return try JSONAnswer.make(Status(try await desk.useCases.datasets.describe(dataset)))
    }

    private struct Origin: Decodable {
        enum Kind: String, Decodable {
            case empty
            case manifest
            case folder
            case dataset
        }

        let source: Kind
        let bucket: String?
        let key: String?
        let prefix: String?
        let project: String?
        let set: String?
    }

    func create(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (project, type) = try await desk.set(context)
        let origin = try await JSONAnswer.read(Origin.self, from: request)
        let source = try await source(of: origin, project, type)
        let dataset = try await desk.useCases.datasets.create(type, in: project, from: source, tags: [:])
        let status = Status(try await desk.useCases.datasets.describe(dataset))
        return try JSONAnswer.make(status, status: .accepted)
    }

    private func source(
        of origin: Origin,
        _ project: ProjectReference,
        _ type: DatasetType
    ) async throws -> DatasetSource {
        func need(_ text: String?, _ name: String) throws -> String {
            guard let text, !text.isEmpty else {
                throw ConsoleError.invalid("The \(name) is missing.", value: name)
            }
            return text
        }
        switch origin.source {
        case .empty: return .nothing
        case .manifest:
            let bucket = try need(origin.bucket, "bucket")
            return .manifest(ObjectLocation(bucket: bucket, key: try need(origin.key, "key")))
        case .folder:
            let folder = ObjectLocation(bucket: try need(origin.bucket, "bucket"), key: origin.prefix ?? "")
            return .manifest(try await list(folder, project, type))
        case .dataset:
            let other = try await desk.useCases.overviews.project(
                named: try need(origin.project, "project")
            )
            guard let type = DatasetType(word: try need(origin.set, "set")),
                let dataset = try await desk.dataset(type, of: other)
            else { throw ConsoleError.notFound("\(other.name) has no such set.") }
            return .copy(of: dataset)
        }
    }

    private func list(
        _ folder: ObjectLocation,
        _ project: ProjectReference,
        _ type: DatasetType
    ) async throws -> ObjectLocation {
        guard try await desk.dataset(type, of: project) == nil else {
            throw ProjectError.datasetExists(type, project: project)
        }
        let listings = desk.listings
        listings.note(0, for: type, of: project)
        defer { listings.note(nil, for: type, of: project) }
        return try await desk.useCases.labelling.manifest(ofFolder: folder, for: project) { count in
            listings.note(count, for: type, of: project)
        }
    }

    private struct Listing: Encodable {
        @OrNull var found: Int?
    }

    /// How far the listing of a folder is, which another request waits for.
    func showListing(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (project, type) = try await desk.set(context)
        return try JSONAnswer.make(Listing(found: desk.listings.found(for: type, of: project)))
    }

    func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await desk.useCases.datasets.delete(try await desk.dataset(context))
        return try JSONAnswer.empty()
    }

    private struct Uploaded: Encodable {
        let outcome: String
        let entry: EntryShape
    }

    private struct Known: Encodable {
        let outcome = "known"
        let entry: Int64
        let set: String
        let note: String
    }

    func upload(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (project, type) = try await desk.set(context)
        guard let name = request.query("name") else {
            throw ConsoleError.invalid("A file needs a name.", value: "name")
        }
        let bytes = try await request.bytes(upTo: desk.useCases.limits.storedImageBytes)
        let dataset = try await desk.madeDataset(type, of: project)
        switch try await desk.useCases.photos.add(bytes, named: name, to: dataset, boxes: nil) {
        case .added(let entry):
            let uploaded = Uploaded(outcome: "added", entry: EntryShape(entry, of: dataset))
            return try JSONAnswer.make(uploaded, status: .created)
        case .known(let entry, let other):
            let known = Known(
                entry: entry,
                set: other.word,
                note: "The same picture is in the \(other.title.lowercased()) set already."
            )
            return try JSONAnswer.make(known)
        }
    }
}
