import Foundation
import Networks
import Torch
import TrainingRuns

/// Writes and reads a run's checkpoints; a write is whole or not there.
struct CheckpointStore<Time: Clock> where Time.Duration == Duration {
    /// What is kept of a run, by the prefix of its tensors' names.
    private enum Part: String, CaseIterable {
        case weights
        case average
        case optimiser

        func name(_ path: String) -> String { "\(rawValue)/\(path)" }
    }

    private static var stepKey: String { "step" }

    private let folder: RunFolder
    private let interval: Duration
    private let clock: Time
    private var saved: Time.Instant

    init(folder: RunFolder, interval: Duration, clock: Time) {
        self.folder = folder
        self.interval = interval
        self.clock = clock
        saved = clock.now
    }

    /// Puts the learner where the last checkpoint left it; without one it stays at the start.
    func restore(_ learner: Learner) throws {
        guard FileManager.default.fileExists(atPath: folder.checkpoint.path) else { return }
        let file = try Safetensors.read(contentsOf: folder.checkpoint)
        guard let step = file.metadata[Self.stepKey].flatMap(Int.init) else {
            throw TrainingError.incompleteCheckpoint(missing: Self.stepKey)
        }
        func tensors(_ part: Part) -> [String: Tensor] {
            let prefix = part.name("")
            let members = file.tensors.filter { $0.key.hasPrefix(prefix) }
            return Dictionary(
                uniqueKeysWithValues: members.map { (String($0.key.dropFirst(prefix.count)), $0.value) }
            )
        }
        try learner.restore(
            step: step,
            weights: tensors(.weights),
            average: tensors(.average),
            optimiser: tensors(.optimiser)
        )
    }

    /// Saves when the last checkpoint is old enough.
    mutating func saveIfDue(_ learner: Learner, _ plan: TrainingPlan) throws -> TrainingEvent.Checkpointed? {
        guard saved.duration(to: clock.now) >= interval, learner.step < plan.steps else { return nil }
        return try save(learner, plan)
    }

    /// Saves at once.
    mutating func save(_ learner: Learner, _ plan: TrainingPlan) throws -> TrainingEvent.Checkpointed {
        let parts: [(Part, [String: Tensor])] = [
            (.weights, learner.detector.store.tensors),
            (.average, learner.average.tensors),
            (.optimiser, learner.optimiser.stateTensors),
        ]
        let named = parts.flatMap { part, tensors in tensors.map { (part.name($0.key), $0.value) } }
        let file = Safetensors(
            tensors: Dictionary(uniqueKeysWithValues: named),
            metadata: [Self.stepKey: "\(learner.step)"]
        )
        try file.write(to: folder.checkpoint)
        saved = clock.now
        return TrainingEvent.Checkpointed(
            epoch: plan.epoch(afterSteps: learner.step - 1) + 1,
            step: learner.step,
            path: folder.checkpoint.path
        )
    }

    /// Keeps the averaged weights as the best so far.
    func saveBest(_ learner: Learner) throws {
        try Safetensors(tensors: learner.average.tensors).write(to: folder.best)
    }

    /// The weights to export: the best by validation, or the last average where nothing was held out.
    func finalWeights(_ learner: Learner) throws -> [String: Tensor] {
        guard FileManager.default.fileExists(atPath: folder.best.path) else { return learner.average.tensors }
        return try Safetensors.read(contentsOf: folder.best).tensors
    }

    /// Removes what only a run under way needs.
    func removeAll() throws {
        for file in [folder.checkpoint, folder.best] where FileManager.default.fileExists(atPath: file.path) {
            try FileManager.default.removeItem(at: file)
        }
    }
}
