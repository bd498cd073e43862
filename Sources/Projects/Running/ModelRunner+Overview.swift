package import Catalog
import Foundation

extension ModelRunner {
    /// The idle seconds that may be set: up to a year.
    private static let idleSeconds = 1...31_536_000

    /// Every version that has a model, oldest first.
    package func overview() async throws -> [ServedModel] {
        let memory = await served.inMemory()
        let settings = settings
        return try await workshop.catalog.read { catalog in
            let statuses = VersionStatus.allCases.filter(\.hasModel)
            let names = try catalog.projectNames(ofVersionsInStatus: statuses)
            let tags = try catalog.versionTags(ServingTag.key)
            return try catalog.versions(inStatus: statuses).compactMap { record in
                guard let project = names[record.projectID] else { return nil }
                let serving = EffectiveServing(record, tag: tags[record.id], settings)
                return ServedModel(record, project: project, serving, memory[record.id])
            }
        }
    }

    /// One version that has a model.
    ///
    /// Throws `noSuchVersion`, or `modelNotRunning` where there is no model.
    package func overview(of version: VersionReference) async throws -> ServedModel {
        let memory = await served.inMemory()
        let settings = settings
        return try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            guard record.status.hasModel else { throw ProjectError.modelNotRunning(version, record.status) }
            let serving = try catalog.serving(of: record, settings)
            return ServedModel(record, project: version.project, serving, memory[record.id])
        }
    }

    /// Changes what a version itself says of its serving, and returns what holds now.
    ///
    /// A model that is loaded and may not be any more leaves. Throws `noSuchVersion`, `modelNotRunning` where there is no
    /// model, or `invalidRequest` for idle seconds that are not between one and a year's.
    package func changeServing(
        of version: VersionReference,
        _ change: @Sendable (inout VersionServing) -> Void
    ) async throws -> ServedModel {
        try await workshop.write { catalog in
            var record = try catalog.existingVersion(version)
            guard record.status.hasModel else { throw ProjectError.modelNotRunning(version, record.status) }
            var serving = VersionServing(mode: record.servingMode, idleSeconds: record.idleSeconds)
            change(&serving)
            if let seconds = serving.idleSeconds, !Self.idleSeconds.contains(seconds) {
                throw ProjectError.invalidRequest(
                    "The idle time is \(seconds) s; it must be from \(Self.idleSeconds.lowerBound) to "
                        + "\(Self.idleSeconds.upperBound) s."
                )
            }
            record.servingMode = serving.mode
            record.idleSeconds = serving.idleSeconds
            try catalog.update(record)
        }
        let model = try await overview(of: version)
        await served.setIdle(version.number, seconds: model.idleSeconds)
        guard model.mode == .manual, !model.isPinned, !model.status.serves(.manual), model.load != .unloaded
        else {
            return model
        }
        await served.beginToLeave(version.number, isClosing: true)
        return try await overview(of: version)
    }

    /// What all versions did, or one, month by month.
    ///
    /// Throws `noSuchVersion`.
    package func usage(of version: VersionReference? = nil) async throws -> UsageReport {
        await served.saveOrLog()
        let settings = settings
        return try await workshop.catalog.read { catalog in
            if let version { _ = try catalog.existingVersion(version) }
            let months = try catalog.usage(of: version?.number).map { record in
                ModelUsage(
                    record,
                    isDeleted: try catalog.version(number: record.versionID) == nil,
                    hourlyDollars: settings.hourlyDollars
                )
            }
            return UsageReport(
                hourlyDollars: settings.hourlyDollars,
                hourlyDollarsDate: settings.hourlyDollarsDate,
                months: months
            )
        }
    }

    /// Where the memory of all workers stands.
    package func memory() async -> ServingMemory {
        await served.memory()
    }
}
