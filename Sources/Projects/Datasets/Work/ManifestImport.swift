import Annotations
import Catalog
import Foundation
import Logging
import ObjectStorage

/// Makes a dataset of a manifest in S3: from the beginning, whatever an earlier attempt has left.
struct ManifestImport {
    let workshop: Workshop
    let dataset: Int64
    let manifest: ObjectLocation

    private var limits: ManifestLimits { workshop.limits.manifest }

    /// Throws a `DatasetFailure` where the manifest does not do.
    func run() async throws {
        try await workshop.clear(dataset)
        let file = workshop.home.manifest(dataset)
        try await fetch(to: file)
        workshop.failpoint.pass(.importFetched)
        try await workshop.catalog.reserveMemoryForImport()
        let result: Result<Void, any Error>
        do {
            result = .success(try await read(file))
        } catch {
            result = .failure(error)
        }
        try await workshop.catalog.releaseMemoryOfImport()
        try HomeFolders.remove(file)
        try result.get()
    }

    private func fetch(to file: URL) async throws {
        try HomeFolders.makeFolder(for: file)
        let info: ObjectInfo
        do {
            info = try await workshop.objects.info(manifest)
            guard info.size <= Int64(limits.fileBytes) else {
                throw DatasetFailure(message: ManifestFileFailure.sizeTooLarge.message)
            }
            _ = try await workshop.objects.download(manifest, to: file)
        } catch ObjectStorageError.accessDenied(_) {
            throw DatasetFailure.noPermission
        } catch ObjectStorageError.full(_) {
            throw ProjectError.diskFull
        } catch let error as ObjectStorageError {
            workshop.log.warning("a manifest cannot be read", metadata: ["reason": "\(error)"])
            throw DatasetFailure.unreadable
        }
    }

    private func read(_ file: URL) async throws {
        let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        let reader = try ManifestReader(file, limits: limits)
        var tally = ManifestTally(limits: limits)
        var part = try await next(of: reader)
        while let current = part {
            // The next lines are judged while these are written.
            async let upcoming = next(of: reader)
            try await tally.add(store(current, totalBytes: Int64(size)))
            workshop.failpoint.pass(.importBatch)
            part = try await upcoming
        }
        let labels = try await workshop.catalog.read { [dataset] in try $0.labelCount(of: dataset) }
        try tally.judge(labels: labels)
        workshop.failpoint.pass(.importRead)
    }

    private func next(of reader: ManifestReader) async throws -> ManifestReader.Part? {
        do {
            return try await reader.next()
        } catch let failure as ManifestFileFailure {
            throw DatasetFailure(message: failure.message)
        }
    }

    /// Writes lines as entries; gives them with those dropped whose images an earlier part has.
    private func store(_ part: ManifestReader.Part, totalBytes: Int64) async throws -> DatasetLines {
        let now = workshop.moment
        return try await workshop.write { [dataset] catalog in
            var lines = part.lines
            lines.drop(entriesAt: try catalog.append(lines.entries, to: dataset))
            try catalog.insert(lines.records(of: dataset, found: now), of: dataset)
            if var record = try catalog.dataset(number: dataset) {
                record.doneBytes = part.doneBytes
                record.totalBytes = totalBytes
                try catalog.update(record)
            }
            return lines
        }
    }
}

/// What is known of a manifest as a whole while its parts go by.
struct ManifestTally: Sendable {
    let limits: ManifestLimits
    private var lines = 0
    private var dropped = 0
    private var haveObjects = false
    private var haveContent = false

    init(limits: ManifestLimits) {
        self.limits = limits
    }

    /// Throws a `DatasetFailure` as soon as the lines are too many.
    mutating func add(_ part: DatasetLines) throws(DatasetFailure) {
        lines += part.lineCount
        dropped += part.dropped.count
        haveObjects = haveObjects || part.haveObjects
        haveContent = haveContent || part.haveContent
        guard lines <= limits.lines else {
            throw DatasetFailure(message: ManifestFileFailure.rowsExceedMaximum.message)
        }
    }

    /// Throws the `DatasetFailure` of a manifest that has these different labels; call it after the last part.
    func judge(labels: Int) throws(DatasetFailure) {
        guard haveContent else { throw DatasetFailure(message: ManifestFileFailure.empty.message) }
        guard haveObjects else { throw .unreadable }
        guard dropped * 100 <= limits.invalidLinesPercent * lines else { throw .tooManyErrors }
        guard labels <= limits.labels else { throw .tooManyLabels }
    }
}

extension DatasetLines {
    /// The dropped lines as the catalog keeps them.
    func records(of dataset: Int64, found: Int64) -> [DroppedLineRecord] {
        dropped.map { line in
            DroppedLineRecord(
                datasetID: dataset,
                found: found,
                line: line.line,
                code: line.code.rawValue,
                message: line.message,
                detail: line.detail
            )
        }
    }
}

extension Workshop {
    /// Removes the entries of a dataset, in pieces that do not hold others up.
    func clearEntries(_ dataset: Int64) async throws {
        let piece = 10_000
        while try await write({ try $0.deleteEntries(of: dataset, limit: piece) }) == piece {}
        try await write { try $0.resetCounts(of: dataset) }
    }

    /// Removes all that a dataset holds, and the list of lines that were dropped from it.
    func clear(_ dataset: Int64) async throws {
        try await clearEntries(dataset)
        try await write { try $0.removeDroppedLines(of: dataset) }
    }
}
