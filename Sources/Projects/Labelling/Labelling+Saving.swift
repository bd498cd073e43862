import Annotations
package import Catalog
import FoundationEssentials

extension Labelling {
    /// An entry of a project, with its neighbours.
    ///
    /// Throws `noSuchProject` or `LabellingError.noSuchEntry`.
    package func entry(_ id: Int64, in project: ProjectReference) async throws -> EntryDetails {
        let owned = try await workshop.catalog.read { try $0.ownedEntry(id, in: project) }
        guard owned.record.size == nil else { return try await details(of: owned, problem: nil) }
        do {
            _ = try await photos.look(at: owned.record)
        } catch let error as ProjectError {
            return try await details(of: owned, problem: error.pictureProblem)
        }
        let seen = try await workshop.catalog.read { try $0.ownedEntry(id, in: project) }
        return try await details(of: seen, problem: nil)
    }

    /// Gives an entry other boxes, where it still has the revision given.
    ///
    /// - Parameters:
    ///   - boxes: All boxes of the image.
    ///   - state: `labelled` wants a box, or a label of the whole image; the other two want none.
    ///   - confirms: Whether somebody says that all of it is right; a confirmed entry stays so.
    ///   - id: The entry.
    ///   - project: Whose entry it is.
    ///   - revision: The one that the boxes were changed from.
    /// - Returns: The entry as it is now, whether it was written or somebody else was faster.
    /// - Throws: `noSuchProject`, `datasetBusy`, `objectUnreadable` or `imageUnusable` where the image's size is not to be
    ///   had, `LabellingError.noSuchEntry`, or `invalidRequest` for boxes that cannot be.
    package func save(
        _ boxes: [BoxDraft],
        state: EntryState,
        confirms: Bool = false,
        entry id: Int64,
        in project: ProjectReference,
        revision: Int
    ) async throws -> SaveOutcome {
        let owned = try await workshop.catalog.read { try $0.ownedEntry(id, in: project) }
        let line = try EditableLine.of(owned.record)
        try check(boxes, state, line)
        let text: [UInt8]
        if state == .unlabelled {
            text = line.unlabelledLine()
        } else {
            text = line.line(
                boxes: boxes.map(\.placed),
                size: try await size(of: owned.record, line),
                created: workshop.now()
            )
        }
        let isConfirmed = state == .noObject || (state == .labelled && (confirms || owned.record.isConfirmed))
        return try await write(text, over: owned, revision: revision, isConfirmed: isConfirmed)
    }

    private func check(_ boxes: [BoxDraft], _ state: EntryState, _ line: EditableLine) throws {
        switch state {
        case .unlabelled, .noObject:
            guard boxes.isEmpty else {
                throw ProjectError.invalidRequest("An image that is \(state.rawValue) has no boxes.")
            }
        case .labelled:
            guard !boxes.isEmpty || !line.imageLabels.isEmpty else {
                throw ProjectError.invalidRequest("A labelled image has a box.")
            }
        }
        for draft in boxes {
            let sides = [draft.box.left, draft.box.top, draft.box.width, draft.box.height]
            guard sides.allSatisfy(\.isFinite), draft.box.width > 0, draft.box.height > 0 else {
                throw ProjectError.invalidRequest("A box has a width and a height above 0.")
            }
            try check(label: draft.label)
        }
    }

    /// Throws `invalidRequest` for a label that no line could have.
    func check(label: String) throws {
        let most = workshop.limits.manifest.labelCharacters
        guard (1...most).contains(label.unicodeScalars.count), DatasetLines.canBeListed(label) else {
            throw ProjectError.invalidRequest("A label has 1 to \(most) characters, all on one line.")
        }
    }

    /// The image's own size, or where it cannot be looked at what its line says.
    private func size(of record: EntryRecord, _ line: EditableLine) async throws -> ImageSize {
        if let size = record.size { return size }
        do {
            return try await photos.look(at: record)
        } catch let error as ProjectError {
            guard let size = line.size else { throw error }
            return size
        }
    }

    private func write(
        _ text: [UInt8],
        over owned: OwnedEntry,
        revision: Int,
        isConfirmed: Bool
    ) async throws -> SaveOutcome {
        let record = owned.record
        // The text was made of this revision's line.
        guard record.revision == revision else { return .stale(try await details(of: owned, problem: nil)) }
        let entry = try judged(text)
        let now = workshop.moment
        let limits = workshop.limits.manifest
        let (isSaved, present) = try await workshop.write { catalog in
            guard let dataset = try catalog.dataset(number: record.datasetID), dataset.status.isSettled else {
                let status = try catalog.dataset(number: record.datasetID)?.status ?? .deleting
                throw ProjectError.datasetBusy(owned.dataset, status)
            }
            let isSaved = try catalog.rewrite(
                record,
                as: entry,
                revision: revision,
                isConfirmed: isConfirmed
            )
            guard let present = try catalog.entry(record.id) else {
                throw LabellingError.noSuchEntry(record.id)
            }
            guard isSaved else { return (false, present) }
            guard try catalog.labelCount(of: dataset.id) <= limits.labels else {
                throw ProjectError.invalidRequest("A dataset has at most \(limits.labels) labels.")
            }
            try catalog.touch(dataset.id, now: now)
            return (true, present)
        }
        let details = try await details(of: OwnedEntry(record: present, dataset: owned.dataset), problem: nil)
        return isSaved ? .saved(details) : .stale(details)
    }

    /// A line as the dataset takes it.
    func judged(_ text: [UInt8]) throws -> NewEntry {
        let lines = try DatasetLines(judging: text, limits: workshop.limits.manifest)
        guard let entry = lines.entries.first else {
            let reason = lines.dropped.first.map { $0.detail ?? $0.message } ?? "It is empty."
            throw ProjectError.invalidRequest("The dataset would not take the line: \(reason)")
        }
        return entry
    }

    private func details(of owned: OwnedEntry, problem: String?) async throws -> EntryDetails {
        let record = owned.record
        let search = EntrySearch(dataset: record.datasetID, limit: 1)
        let neighbours = try await workshop.catalog.read { catalog in
            var unlabelled = search
            unlabelled.state = .unlabelled
            let behind = try catalog.neighbour(of: record, unlabelled)
            return Neighbours(
                previous: try catalog.neighbour(of: record, search.with(order: .newest)),
                next: try catalog.neighbour(of: record, search),
                nextUnlabelled: try behind ?? catalog.entries(unlabelled).first { $0.id != record.id }?.id
            )
        }
        let issues = DatasetLines.issues(of: [UInt8](record.line), limits: workshop.limits.manifest)
        return EntryDetails(
            summary: EntrySummary(record, try EditableLine.of(record)),
            dataset: owned.dataset,
            issues: issues.map(EntryIssue.init),
            pictureProblem: problem,
            previous: neighbours.previous,
            next: neighbours.next,
            nextUnlabelled: neighbours.nextUnlabelled
        )
    }

    private struct Neighbours: Sendable {
        let previous: Int64?
        let next: Int64?
        let nextUnlabelled: Int64?
    }
}

/// An entry and whose it is.
struct OwnedEntry: Sendable {
    let record: EntryRecord
    let dataset: DatasetReference
}

extension CatalogReader {
    /// An entry of one of the datasets that a project has.
    func ownedEntry(_ id: Int64, in project: ProjectReference) throws -> OwnedEntry {
        let owner = try existingProject(project)
        guard let record = try entry(id), let dataset = try dataset(number: record.datasetID),
            dataset.projectID == owner.id, dataset.status != .deleting
        else { throw LabellingError.noSuchEntry(id) }
        return OwnedEntry(record: record, dataset: dataset.reference(in: owner.name))
    }
}

extension BoxDraft {
    var placed: EditableLine.PlacedBox {
        EditableLine.PlacedBox(place: id.flatMap { EditableLine.Place($0) }, label: label, box: box)
    }
}

extension ProjectError {
    /// Why a picture cannot be shown, as a sentence.
    var pictureProblem: String {
        switch self {
        case .objectUnreadable(let location, _): "\(location) cannot be read."
        case .imageTooLarge(let bytes, let limit): "The file has \(bytes) bytes; \(limit) are allowed."
        case .imageTooWideOrHigh(let width, let height, let limit):
            "The image has \(width) x \(height) pixels; \(limit) a side are allowed."
        case .imageUnusable(let reason): reason
        default: "\(self)"
        }
    }
}
