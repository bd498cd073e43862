package import Catalog
import TrainingRuns

/// What a training is asked to do otherwise than the server's settings say; nil leaves it to them.
package struct TrainingChoices: Hashable, Sendable {
    package var epochs: Int?
    /// Width and height of the model's input in pixels.
    package var inputSize: Int?
    package var seed: UInt64?
    /// The version whose weights to start from.
    package var from: VersionReference?

    package init(
        epochs: Int? = nil,
        inputSize: Int? = nil,
        seed: UInt64? = nil,
        from: VersionReference? = nil
    ) {
        self.epochs = epochs
        self.inputSize = inputSize
        self.seed = seed
        self.from = from
    }

    /// Throws `invalidRequest` for a setting out of its range.
    func check() throws {
        var settings = TrainingSettings()
        if let epochs { settings.epochs = epochs }
        if let inputSize { settings.inputSize = inputSize }
        do throws(SettingError) {
            try settings.validate()
        } catch {
            throw ProjectError.invalidRequest("\(error).")
        }
        // The catalog's numbers have a sign.
        if let seed, seed > UInt64(Int64.max) {
            throw ProjectError.invalidRequest("seed is \(seed), but it must be at most \(Int64.max).")
        }
    }
}

extension CatalogReader {
    /// The number of the version to start from, which must have a model; nil where none was named.
    func startVersion(of choices: TrainingChoices) throws -> Int64? {
        guard let from = choices.from else { return nil }
        let version = try existingVersion(from)
        guard version.status.hasModel else { throw ProjectError.versionBusy(from, version.status) }
        return version.id
    }

    /// What a run was asked for.
    func choices(of run: RunRecord) throws -> TrainingChoices {
        var from: VersionReference?
        if let id = run.startVersionID, let version = try version(number: id),
            let project = try project(number: version.projectID)
        {
            from = version.reference(in: project.name)
        }
        return TrainingChoices(
            epochs: run.epochs,
            inputSize: run.inputSize,
            seed: run.seed.map { UInt64(max(0, $0)) },
            from: from
        )
    }
}

extension RunRecord {
    /// A run that waits for its turn, with what was asked for.
    init(versionID: Int64, queued: Int64, _ choices: TrainingChoices, startVersion: Int64?) {
        self.init(versionID: versionID, queued: queued)
        epochs = choices.epochs
        inputSize = choices.inputSize
        seed = choices.seed.flatMap { Int64(exactly: $0) }
        startVersionID = startVersion
    }
}

extension TrainingSettings {
    /// These settings, but for what a run was asked for.
    func with(_ run: RunRecord) -> TrainingSettings {
        var settings = self
        if let epochs = run.epochs { settings.epochs = epochs }
        if let inputSize = run.inputSize { settings.inputSize = inputSize }
        if let seed = run.seed { settings.seed = UInt64(max(0, seed)) }
        return settings
    }
}
