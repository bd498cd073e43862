import Annotations
package import Catalog
import Foundation

/// What is done to the boxes of many entries at once.
package enum EntryChange: Hashable, Sendable {
    /// All boxes get this label.
    case relabel(String)
    /// No object here: all boxes go.
    case empty
}

/// An entry that a change of many has left as it was.
package struct SkippedEntry: Hashable, Sendable {
    /// Why it was left.
    package enum Reason: Hashable, Sendable {
        /// It is not in the dataset any more.
        case gone
        case changedMeanwhile(name: String)
        case noBoxes(name: String)
        /// Its size is not known, and its picture does not tell.
        case unreadable(name: String, reason: String)
    }

    package let id: Int64
    package let reason: Reason
}

/// What became of a change of many entries.
package struct ChangeOutcome: Hashable, Sendable {
    package fileprivate(set) var changed = 0
    package fileprivate(set) var skipped: [SkippedEntry] = []
}

extension Labelling {
    /// Entries rewritten in one transaction: few enough that somebody who saves an image meanwhile hardly waits.
    private static let pieceSize = 500

    /// Changes the boxes of entries, piece by piece; `told` hears after each how far that is.
    ///
    /// Nothing is written over that changes meanwhile. Throws `noSuchDataset`, `datasetBusy`, or `invalidRequest` for a
    /// label that cannot be; once a piece is done, `UnfinishedChange`.
    package func change(
        _ selection: EntrySelection,
        of dataset: DatasetReference,
        _ change: EntryChange,
        told: (ChangeProgress) -> Void = { _ in }
    ) async throws -> ChangeOutcome {
        if case .relabel(let label) = change { try check(label: label) }
        var outcome = ChangeOutcome()
        try await goThrough(selection, of: dataset, pieces: Self.pieceSize, told: told) { piece in
            let part = try await apply(change, to: piece, of: dataset)
            outcome.changed += part.changed
            outcome.skipped += part.skipped
            return part.changed
        }
        return outcome
    }

    /// An entry's row and what it is to become.
    private struct Rewrite: Sendable {
        let record: EntryRecord
        let entry: NewEntry
        let isConfirmed: Bool
    }

    private enum Draft: Sendable {
        case rewrite(Rewrite)
        case skipped(SkippedEntry.Reason)
    }

    private func apply(
        _ change: EntryChange,
        to ids: [Int64],
        of dataset: DatasetReference
    ) async throws -> ChangeOutcome {
        let records = try await workshop.catalog.read { catalog in
            let owner = try catalog.existingDataset(dataset).id
            return try ids.map { id in try catalog.entry(id).flatMap { $0.datasetID == owner ? $0 : nil } }
        }
        var outcome = ChangeOutcome()
        var rewrites: [Rewrite] = []
        for (id, record) in zip(ids, records) {
            switch try await draft(change, record) {
            case .rewrite(let rewrite): rewrites.append(rewrite)
            case .skipped(let reason): outcome.skipped.append(SkippedEntry(id: id, reason: reason))
            }
        }
        let stale = try await write(rewrites, to: dataset)
        outcome.changed = rewrites.count - stale.count
        outcome.skipped += stale.map {
            SkippedEntry(id: $0.id, reason: .changedMeanwhile(name: $0.name))
        }
        return outcome
    }

    private func draft(_ change: EntryChange, _ record: EntryRecord?) async throws -> Draft {
        guard let record else { return .skipped(.gone) }
        let line = try EditableLine.of(record)
        var boxes: [EditableLine.PlacedBox] = []
        if case .relabel(let label) = change {
            guard !line.boxes.isEmpty else { return .skipped(.noBoxes(name: record.name)) }
            boxes = line.boxes.map { .init(place: $0.place, label: label, box: $0.box) }
        }
        let size: ImageSize
        do {
            // No box moves, so what the line says of the size does as well as a look at the picture.
            if let known = record.size ?? line.size {
                size = known
            } else {
                size = try await photos.look(at: record)
            }
        } catch let error as ProjectError {
            if case .diskFull = error { throw error }
            return .skipped(.unreadable(name: record.name, reason: error.pictureProblem))
        }
        let text = line.line(boxes: boxes, size: size, created: workshop.now())
        let isConfirmed = change == .empty || record.isConfirmed
        return .rewrite(Rewrite(record: record, entry: try judged(text), isConfirmed: isConfirmed))
    }

    /// Gives the entries that somebody else has changed meanwhile.
    private func write(_ rewrites: [Rewrite], to dataset: DatasetReference) async throws -> [EntryRecord] {
        let now = workshop.moment
        let most = workshop.limits.manifest.labels
        return try await workshop.write { catalog in
            let owner = try catalog.settledDataset(dataset)
            let stale = try rewrites.filter { rewrite in
                try !catalog.rewrite(
                    rewrite.record,
                    as: rewrite.entry,
                    revision: rewrite.record.revision,
                    isConfirmed: rewrite.isConfirmed
                )
            }
            guard try catalog.labelCount(of: owner.id) <= most else {
                throw ProjectError.invalidRequest("A dataset has at most \(most) labels.")
            }
            try catalog.touch(owner.id, now: now)
            return stale.map(\.record)
        }
    }
}
