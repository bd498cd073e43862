import Catalog
import Foundation
import Logging
import ModelBundles
import ObjectStorage

/// Copies and deletes versions in the background.
package actor VersionWork {
    /// How long to wait before trying again what the state of the machine did not allow.
    private static let patience = Duration.seconds(10)

    private let workshop: Workshop
    private let models: ModelRunner
    private var busy: Set<Int64> = []

    package init(workshop: Workshop, models: ModelRunner) {
        self.workshop = workshop
        self.models = models
    }

    /// Works until the task is cancelled or `stop` is called; what an earlier process left comes first.
    package func run() async throws {
        try await HomeSweep(workshop: workshop).run()
        try await withThrowingDiscardingTaskGroup { group in
            for await _ in workshop.bells.versions.rings {
                let versions = try await workshop.catalog.read {
                    try $0.versions(inStatus: [.copying, .deleting])
                }
                for version in versions where busy.insert(version.id).inserted {
                    group.addTask { await self.work(on: version) }
                }
            }
            group.cancelAll()
        }
    }

    /// Lets `run` return; what is unfinished is begun anew by the next process.
    package nonisolated func stop() {
        workshop.bells.versions.close()
    }

    private func work(on version: VersionRecord) async {
        do {
            if version.status == .copying {
                try await VersionCopy(workshop: workshop, version: version).run()
            } else {
                try await remove(version)
            }
        } catch is CancellationError {
            // The next process goes on.
        } catch {
            workshop.log.error(
                "work on a version waits",
                metadata: ["version": "\(version.id)", "reason": "\(error)"]
            )
            // Cancelled or not, what follows is right.
            try? await Task.sleep(for: Self.patience)
        }
        busy.remove(version.id)
        // Whatever came for this version meanwhile was passed over.
        workshop.bells.versions.ring()
    }

    private func remove(_ version: VersionRecord) async throws {
        let home = workshop.home
        await models.unload(version.id)
        try await OwnThread(label: "remove").run {
            try HomeFolders.remove(home.model(version.id))
            try HomeFolders.remove(home.run(version.id))
            try HomeFolders.remove(home.evaluations(of: version.id))
        }
        workshop.failpoint.pass(.versionFilesRemoved)
        try await workshop.write { catalog in
            try catalog.removeVersion(version.id)
            try catalog.removeProjectIfEmptied(version.projectID)
        }
    }
}

/// The copying of one version, which may have been begun before.
struct VersionCopy {
    private struct Failure: Error {
        let message: String
    }

    let workshop: Workshop
    let version: VersionRecord

    /// Copies model and files; what cannot be copied ends in the version's status.
    func run() async throws {
        let origin = try await workshop.catalog.read { [version] catalog in
            try version.sourceNumber.flatMap { try catalog.version(number: $0) }
        }
        do {
            guard let origin, origin.status.hasModel else {
                throw Failure(message: VersionMessage.serviceFault)
            }
            try await copyModel(origin.id)
            let files = try await copyFiles(of: origin)
            workshop.failpoint.pass(.copyWritten)
            try await conclude(origin, files)
        } catch let failure as Failure {
            try await workshop.write { [version] catalog in
                guard let record = try catalog.version(number: version.id) else { return }
                _ = try catalog.advance(record, .copyingFailed, failure.message)
            }
        }
    }

    private func copyModel(_ origin: Int64) async throws {
        let source = workshop.home.model(origin)
        let target = workshop.home.model(version.id)
        do {
            try await OwnThread(label: "copy").run {
                // Whole, or it would not have this name.
                guard !FileManager.default.fileExists(atPath: target.path) else { return }
                try HomeFolders.makeFolder(for: target)
                let bundle = try ModelBundle.open(at: source)
                let writer = try ModelBundleWriter(target: target)
                for path in bundle.description.files.keys.sorted() {
                    try writer.add(copying: bundle.url(for: path), at: path)
                }
                _ = try writer.seal(bundle.description)
            }
        } catch let error as ModelBundleError {
            workshop.log.error("a model cannot be copied", metadata: ["reason": "\(error)"])
            throw Failure(message: VersionMessage.serviceFault)
        }
    }

    /// Copies what the training of the origin has left in its bucket, as far as it is still there.
    private func copyFiles(of origin: VersionRecord) async throws -> [VersionFileRecord] {
        let found = try await workshop.catalog.read { [version] catalog in
            (
                files: try catalog.files(ofVersions: [origin.id]),
                project: try catalog.project(number: version.projectID)?.name
            )
        }
        guard let project = found.project else { throw Failure(message: VersionMessage.serviceFault) }
        let passing = workshop.home.run(version.id).appending(path: "passing")
        try HomeFolders.makeFolder(for: passing)
        var copies: [VersionFileRecord] = []
        for file in found.files {
            let source = ObjectLocation(bucket: file.bucket, key: file.key)
            let target = version.output.location(of: file.kind, project: project, version: version.name)
            do {
                _ = try await workshop.objects.download(source, to: passing)
            } catch is ObjectStorageError {
                workshop.log.notice("a file of a copied version is gone", metadata: ["file": "\(source)"])
                continue
            }
            do {
                _ = try await workshop.objects.upload(passing, to: target, contentType: "application/json")
            } catch is ObjectStorageError {
                throw Failure(message: VersionMessage.noOutput)
            }
            copies.append(
                VersionFileRecord(
                    versionID: version.id,
                    kind: file.kind,
                    bucket: target.bucket,
                    key: target.key
                )
            )
        }
        try HomeFolders.remove(workshop.home.run(version.id))
        return copies
    }

    private func conclude(_ origin: VersionRecord, _ files: [VersionFileRecord]) async throws {
        try await workshop.write { [version] catalog in
            guard var record = try catalog.version(number: version.id) else { return }
            record.f1 = origin.f1
            record.trainingEnd = origin.trainingEnd
            record.splitsTraining = origin.splitsTraining
            for file in files { try catalog.set(file) }
            _ = try catalog.advance(record, .copyingSucceeded, VersionMessage.ready)
        }
    }
}
