import Annotations
package import Catalog
import Foundation
package import ObjectStorage

/// What became of entries that were to be moved.
package struct MoveOutcome: Hashable, Sendable {
    package let moved: Int
    /// The sources of those left where they were: the other dataset has their image already.
    package let alreadyThere: [String]

    package init(moved: Int, alreadyThere: [String]) {
        self.moved = moved
        self.alreadyThere = alreadyThere
    }
}

extension Labelling {
    /// Entries that one transaction moves or deletes: others who write wait for no more than that.
    private static let pieceSize = 5000

    /// The entries that a selection means now, for one who tells their number before anything is done to them.
    ///
    /// Throws what `page` throws.
    package func ids(of selection: EntrySelection, in dataset: DatasetReference) async throws -> [Int64] {
        switch selection {
        case .ids(let ids): return ids
        case .matching(let choice):
            let search = try await search(in: dataset, choice, order: .asAdded)
            return try await workshop.catalog.read { try $0.entryIDs(search) }
        }
    }

    /// Moves entries to the project's other dataset, which is made where it is not there.
    ///
    /// Goes piece by piece; `told` hears after each how far that is.
    /// Throws `noSuchDataset`, or `datasetBusy` while one of the two is changed; once a piece is done, `UnfinishedChange`.
    package func move(
        _ selection: EntrySelection,
        from dataset: DatasetReference,
        told: (ChangeProgress) -> Void = { _ in }
    ) async throws -> MoveOutcome {
        var moved = 0
        var alreadyThere: [String] = []
        try await goThrough(selection, of: dataset, pieces: Self.pieceSize, told: told) { piece in
            let part = try await move(piece, from: dataset)
            moved += part.moved
            alreadyThere += part.alreadyThere
            return part.moved
        }
        return MoveOutcome(moved: moved, alreadyThere: alreadyThere)
    }

    private func move(_ ids: [Int64], from dataset: DatasetReference) async throws -> MoveOutcome {
        let now = workshop.moment
        let other: DatasetType = dataset.type == .train ? .test : .train
        return try await workshop.write { catalog in
            let source = try catalog.settledDataset(dataset)
            let target =
                try catalog.dataset(other, ofProject: source.projectID)
                ?? catalog.insertDataset(
                    other,
                    inProject: source.projectID,
                    status: .created,
                    message: DatasetMessage.created,
                    now: now
                )
            guard target.status.isSettled else {
                throw ProjectError.datasetBusy(target.reference(in: dataset.project), target.status)
            }
            let refused = try catalog.moveEntries(ids, from: source.id, to: target.id)
            try catalog.touch(source.id, now: now)
            try catalog.touch(target.id, now: now)
            let left = try catalog.dataset(number: source.id)?.totalEntries ?? 0
            return MoveOutcome(moved: source.totalEntries - left, alreadyThere: refused)
        }
    }

    /// Deletes entries; gives how many.
    ///
    /// Their images stay in their bucket. Goes piece by piece, tells and throws as `move` does.
    package func delete(
        _ selection: EntrySelection,
        from dataset: DatasetReference,
        told: (ChangeProgress) -> Void = { _ in }
    ) async throws -> Int {
        let now = workshop.moment
        var removed = 0
        try await goThrough(selection, of: dataset, pieces: Self.pieceSize, told: told) { piece in
            let part = try await workshop.write { catalog in
                let record = try catalog.settledDataset(dataset)
                let removed = try catalog.removeEntries(piece, of: record.id)
                try catalog.touch(record.id, now: now)
                return removed
            }
            removed += part
            return part
        }
        return removed
    }

    /// Writes a manifest of the images under a prefix, nothing labelled, and gives its place.
    ///
    /// Throws `objectUnreadable` where the bucket cannot be listed, and `invalidRequest` where there is no image, or more
    /// than a dataset takes. `found` is told after each page of the listing how many images there are.
    package func manifest(
        ofFolder folder: ObjectLocation,
        for project: ProjectReference,
        found: (Int) -> Void = { _ in }
    ) async throws -> ObjectLocation {
        _ = try await workshop.catalog.read { try $0.openProject(project) }
        let keys = try await imageKeys(in: folder, found: found)
        guard !keys.isEmpty else {
            throw ProjectError.invalidRequest("There is no JPEG or PNG image in \(folder).")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var manifest: [UInt8] = []
        for key in keys {
            let location = ObjectLocation(bucket: folder.bucket, key: key)
            manifest += try encoder.encode(["source-ref": "\(location)"])
            manifest.append(UInt8(ascii: "\n"))
        }
        let key = "\(project.name)/manifests/\(workshop.moment).manifest"
        return try await photos.put(manifest, at: key, contentType: "application/x-ndjson")
    }

    private func imageKeys(
        in folder: ObjectLocation,
        found: (Int) -> Void
    ) async throws -> [String] {
        var keys: [String] = []
        var next: ListingQuery? = ListingQuery(bucket: folder.bucket, prefix: folder.key)
        while let query = next {
            let page: ListingPage
            do {
                page = try await workshop.objects.list(query)
            } catch let error as ObjectStorageError {
                throw workshop.unreadable(folder, error)
            }
            keys += page.objects.map(\.key).filter(isImage)
            guard keys.count <= workshop.limits.manifest.lines else {
                throw ProjectError.invalidRequest(
                    "A dataset has at most \(workshop.limits.manifest.lines) images."
                )
            }
            found(keys.count)
            next = query.following(page)
        }
        return keys
    }

    private func isImage(_ key: String) -> Bool {
        let suffixes = [".jpg", ".jpeg", ".png"] + (workshop.limits.refusesWebP ? [] : [".webp"])
        let name = key.lowercased()
        return suffixes.contains { name.hasSuffix($0) }
    }
}

extension CatalogReader {
    /// A dataset that is there and not being changed.
    func settledDataset(_ reference: DatasetReference) throws -> DatasetRecord {
        let dataset = try existingDataset(reference)
        guard dataset.status.isSettled else { throw ProjectError.datasetBusy(reference, dataset.status) }
        return dataset
    }
}
