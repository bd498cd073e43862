import Annotations
package import Catalog
import FoundationEssentials
import ObjectStorage

/// What became of an image that was sent.
package enum UploadOutcome: Hashable, Sendable {
    case added(EntrySummary)
    /// One of the project's datasets has an image of the same content: nothing was done.
    case known(entry: Int64, in: DatasetType)
}

extension Photos {
    /// The most bytes of a file's name that become part of a key.
    private static let nameBytes = 200

    /// Adds an image to a dataset: stored in the console's bucket under a key made of the project's name, what the content is
    /// known by, and the file's name.
    ///
    /// - Parameters:
    ///   - bytes: A JPEG, PNG or, where the limits allow it, WebP file.
    ///   - name: The file's, with or without folders; its last part is kept.
    ///   - dataset: Where it goes.
    ///   - boxes: What is in the image; nil for nobody has looked, none for nothing is there.
    /// - Returns: The new entry, or that the content is known.
    /// - Throws: `noSuchDataset`, `datasetBusy`, `imageUnusable`, `imageTooLarge`, `imageTooWideOrHigh`, `invalidRequest`
    ///   where the dataset is full, `diskFull`, or `LabellingError.nameless`.
    package func add(
        _ bytes: [UInt8],
        named name: String,
        to dataset: DatasetReference,
        boxes: [BoxDraft]? = nil
    ) async throws -> UploadOutcome {
        let last = try Self.keyPart(of: name)
        let development = try await develop(bytes, name: last)
        if let known = try await known(development.contentHash, beside: dataset) { return known }
        let key = "\(dataset.project)/\(development.contentHash)/\(last)"
        let location = try await put(bytes, at: key, contentType: PictureFile(image: bytes).contentType)
        try await keep(development)
        let entry = try newEntry(at: location, development, boxes)
        return try await insert(entry, into: dataset)
    }

    /// Which of these contents, by their SHA-256 in lower-case hexadecimal, one of a project's datasets has.
    ///
    /// Throws `noSuchProject`.
    package func known(_ digests: [String], in project: ProjectReference) async throws -> Set<String> {
        try await workshop.catalog.read { catalog in
            let owner = try catalog.existingProject(project)
            let datasets = try catalog.openDatasets(ofProject: owner.id).map(\.id)
            return Set(
                try catalog.pointers(toContents: digests, in: datasets).compactMap(\.contentHash)
            )
        }
    }

    /// Where a training that was begun here writes its files; the bucket is made where it is not there.
    ///
    /// Throws `noSuchProject`.
    package func outputPlace(for project: ProjectReference) async throws -> OutputPlace {
        _ = try await workshop.catalog.read { try $0.openProject(project) }
        try await workshop.objects.ensureBucket(bucket, region: workshop.account.region)
        return OutputPlace(bucket: bucket, prefix: "\(project.name)/versions/")
    }

    /// Makes a project with both datasets, empty, for pictures that somebody draws.
    ///
    /// Throws as `ProjectLibrary.create` does.
    package func exampleProject(named name: String) async throws -> ProjectReference {
        let project = try await ProjectLibrary(workshop: workshop).create(named: name, tags: [:])
        let library = DatasetLibrary(workshop: workshop)
        for type in DatasetType.allCases {
            _ = try await library.create(type, in: project, from: .nothing, tags: [:])
        }
        return project
    }

    /// The bucket of what came in through the console.
    private var bucket: String { "katmai-console-\(workshop.account.id)" }

    /// Writes an object of the console's bucket, which is made where it is not there.
    func put(_ bytes: [UInt8], at key: String, contentType: String) async throws -> ObjectLocation {
        let location = ObjectLocation(bucket: bucket, key: key)
        do {
            do {
                _ = try await workshop.objects.put(bytes, at: location, contentType: contentType)
            } catch ObjectStorageError.noSuchBucket(_) {
                try await workshop.objects.ensureBucket(bucket, region: workshop.account.region)
                _ = try await workshop.objects.put(bytes, at: location, contentType: contentType)
            }
        } catch ObjectStorageError.full(_) {
            throw ProjectError.diskFull
        }
        return location
    }

    /// The last part of a path, without what a key or a line cannot hold.
    private static func keyPart(of name: String) throws -> String {
        let parts = name.split { $0 == "/" || $0 == "\\" }
        let scalars = (parts.last ?? "").unicodeScalars.map { scalar in
            scalar.value < 0x20 || scalar.value == 0x7F ? "_" : scalar
        }
        var text = String(String.UnicodeScalarView(scalars))
        // The end tells what kind of file it is.
        while text.utf8.count > nameBytes { text.removeFirst() }
        guard !text.isEmpty, text != ".", text != ".." else { throw LabellingError.nameless(name) }
        return text
    }

    private func known(_ hash: String, beside dataset: DatasetReference) async throws -> UploadOutcome? {
        try await workshop.catalog.read { catalog in
            let record = try catalog.settledDataset(dataset)
            return try catalog.known(hash, inProject: record.projectID)
        }
    }

    private func newEntry(
        at location: ObjectLocation,
        _ development: Development,
        _ boxes: [BoxDraft]?
    ) throws -> NewEntry {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var line = [UInt8](try encoder.encode(["source-ref": "\(location)"]))
        if let boxes, let editable = EditableLine(line) {
            line = editable.line(
                boxes: boxes.map(\.placed),
                size: development.size,
                created: workshop.now()
            )
        }
        let lines = try DatasetLines(judging: line, limits: workshop.limits.manifest)
        guard var entry = lines.entries.first else {
            let reason = lines.dropped.first.map { $0.detail ?? $0.message } ?? "It is empty."
            throw ProjectError.invalidRequest("The dataset would not take the image: \(reason)")
        }
        entry.contentHash = development.contentHash
        entry.width = development.size.width
        entry.height = development.size.height
        return entry
    }

    private func insert(_ entry: NewEntry, into dataset: DatasetReference) async throws -> UploadOutcome {
        let now = workshop.moment
        let limit = workshop.limits.manifest.lines
        return try await workshop.write { catalog in
            let record = try catalog.settledDataset(dataset)
            // Another of the same content may have come in meanwhile.
            if let hash = entry.contentHash, let known = try catalog.known(hash, inProject: record.projectID)
            {
                return known
            }
            guard record.totalEntries < limit else {
                throw ProjectError.invalidRequest("A dataset has at most \(limit) images.")
            }
            let refused = try catalog.append([entry], to: record.id)
            try catalog.touch(record.id, now: now)
            let there = try catalog.pointers(toSources: [entry.source], in: [record.id]).first
            guard let there, let added = try catalog.entry(there.id) else {
                throw DatasetFailure.serviceFault
            }
            // It came with a manifest, and nobody has looked at it yet.
            guard refused.isEmpty else { return .known(entry: added.id, in: record.type) }
            return .added(EntrySummary(added, try EditableLine.of(added)))
        }
    }
}

extension CatalogReader {
    /// The datasets that a project has, besides those being deleted.
    func openDatasets(ofProject project: Int64) throws -> [DatasetRecord] {
        try datasets(ofProjects: [project]).filter { $0.status != .deleting }
    }

    /// That one of a project's datasets has an image of this content; nil where none has.
    fileprivate func known(_ hash: String, inProject project: Int64) throws -> UploadOutcome? {
        let datasets = try openDatasets(ofProject: project)
        guard let pointer = try pointers(toContents: [hash], in: datasets.map(\.id)).first,
            let dataset = datasets.first(where: { $0.id == pointer.datasetID })
        else { return nil }
        return .known(entry: pointer.id, in: dataset.type)
    }
}
