import Foundation
import TrainingRuns

/// How many threads a run uses, and for what.
struct ThreadShares: Hashable, Sendable {
    /// What one operation of the learner uses.
    let learner: Int
    /// What the frozen stages use to run ahead of the learner, in part at its cost; nil where the learner runs them itself.
    ///
    /// They are a fifth of a step's work, and a team of threads leaves gaps that they fill: see docs/decisions.md.
    let ahead: Int?

    init(of settings: TrainingSettings) {
        learner = settings.threads ?? ProcessInfo.processInfo.activeProcessorCount
        ahead = learner > 1 && settings.frozenStages > 0 ? max(learner / 4, 1) : nil
    }
}
