import Annotations
import Catalog
import Foundation
import Logging
import ObjectStorage

/// The two manifests of a run, as bytes.
struct TrainingManifests: Sendable {
    var training: [UInt8]
    var testing: [UInt8]
}

/// Brings the manifests of a run together: out of datasets or out of S3, split where that was asked for.
struct TrainingSets {
    let workshop: Workshop
    let version: VersionRecord

    private var limits: ManifestLimits { workshop.limits.manifest }

    /// Throws a `RunFailure` where there is nothing to train on.
    func manifests() async throws -> TrainingManifests {
        guard let manifest = version.trainingManifest else { return try await fromDatasets() }
        let training = try await fetch(manifest)
        if let testing = version.testingManifest {
            return TrainingManifests(training: training, testing: try await fetch(testing))
        }
        return try await OwnThread(label: "split").run { [limits] in try Self.split(training, limits) }
    }

    /// Reads a manifest, after which it may change or vanish.
    private func fetch(_ location: ObjectLocation) async throws -> [UInt8] {
        do {
            return try await workshop.objects.bytes(location, limit: limits.fileBytes)
        } catch ObjectStorageError.accessDenied(_) {
            throw RunFailure(message: DatasetFailure.noPermission.message)
        } catch ObjectStorageError.tooLarge(_, _) {
            throw RunFailure(message: ManifestFileFailure.sizeTooLarge.message)
        } catch let error as ObjectStorageError {
            workshop.log.warning("a manifest cannot be read", metadata: ["reason": "\(error)"])
            throw RunFailure(message: ManifestFileFailure.inaccessibleOrUnsupportedFormat.message)
        }
    }

    /// The lines of the project's datasets.
    ///
    /// Where there is no test dataset one is made, and a fifth of the training dataset moved there, as AWS does.
    private func fromDatasets() async throws -> TrainingManifests {
        let now = workshop.moment
        return try await workshop.write { [version] catalog in
            guard let training = try catalog.dataset(.train, ofProject: version.projectID) else {
                throw RunFailure(message: ManifestFileFailure.empty.message)
            }
            let test =
                try catalog.dataset(.test, ofProject: version.projectID)
                ?? catalog.splitOffTest(from: training, now: now)
            guard let test else { throw RunFailure(message: VersionMessage.noAutosplit) }
            try catalog.note(test: test.id, of: version.id)
            return TrainingManifests(
                training: try catalog.lines(of: training.id),
                testing: try catalog.lines(of: test.id)
            )
        }
    }

    /// Splits a manifest by lines; those without a labelled image stay in the training set.
    private static func split(_ bytes: [UInt8], _ limits: ManifestLimits) throws -> TrainingManifests {
        let set = try JudgedSet(bytes, limits: limits).lines
        var ids: [String: Int64] = [:]
        var members: [TestSplit.Member] = []
        var memberLines: [Int] = []
        for (line, entry) in set.entries.enumerated() {
            guard entry.status != .invalid, let image = entry.image,
                image.state == .labelled || !entry.imageLabels.isEmpty
            else { continue }
            var labels: Set<Int64> = []
            for name in image.annotations.map(\.label) + entry.imageLabels {
                let id = ids[name] ?? Int64(ids.count)
                ids[name] = id
                labels.insert(id)
            }
            members.append(TestSplit.Member(source: image.source, labels: labels.sorted()))
            memberLines.append(line)
        }
        guard let places = TestSplit.places(of: members) else {
            throw RunFailure(message: VersionMessage.noAutosplit)
        }
        let taken = Set(places.map { memberLines[$0] })
        var manifests = TrainingManifests(training: [], testing: [])
        for (line, entry) in set.entries.enumerated() {
            guard let original = entry.original else { continue }
            if taken.contains(line) {
                append(original, to: &manifests.testing)
            } else {
                append(original, to: &manifests.training)
            }
        }
        return manifests
    }

    /// The last line of a manifest may lack its end.
    private static func append(_ line: ArraySlice<UInt8>, to manifest: inout [UInt8]) {
        manifest += line
        if line.last != UInt8(ascii: "\n") { manifest.append(UInt8(ascii: "\n")) }
    }
}

extension CatalogReader {
    /// All lines of a dataset as one manifest.
    func lines(of dataset: Int64) throws -> [UInt8] {
        var manifest: [UInt8] = []
        try forEachLine(of: dataset) { line in
            manifest += line
            manifest.append(UInt8(ascii: "\n"))
        }
        return manifest
    }
}

extension CatalogWriter {
    /// Notes which test dataset a version is tested on, and how often that was written to so far.
    fileprivate func note(test dataset: Int64, of version: Int64) throws {
        guard var record = try self.version(number: version), let test = try self.dataset(number: dataset)
        else {
            return
        }
        record.testDatasetID = test.id
        record.testChanges = test.changes
        try update(record)
    }

    /// Makes a test dataset of a fifth of a training dataset; nil where that has too few images.
    fileprivate func splitOffTest(from training: DatasetRecord, now: Int64) throws -> DatasetRecord? {
        let outlines = try entryOutlines(of: training.id)
        let members = outlines.map { TestSplit.Member(source: $0.source, labels: $0.labels) }
        guard let places = TestSplit.places(of: members) else { return nil }
        let test = try insertDataset(
            .test,
            inProject: training.projectID,
            status: .created,
            message: DatasetMessage.created,
            now: now
        )
        try moveEntries(places.map { outlines[$0].id }, from: training.id, to: test.id)
        return test
    }
}
