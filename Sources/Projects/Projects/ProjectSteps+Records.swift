import Catalog
import FoundationEssentials

extension ProjectSteps {
    /// How far a project is; `versions` are its newest, newest first, without those that are being deleted, and `newestRun` says
    /// of the first of them how far its training is.
    ///
    /// The first step that is not done is the one to do, where it is not being done already. A cancelled training is no failure:
    /// whoever cancelled it has nothing to mend.
    init(datasets: [DatasetRecord], versions: [VersionRecord], newestRun: RunStatus?) {
        let trainSet = datasets.first { $0.type == .train }
        let isFilling = datasets.contains { !$0.status.isSettled && $0.status != .creationFailed }
        let haveImages = (trainSet?.totalEntries ?? 0) > 0
        let haveLabels = (trainSet?.labelledEntries ?? 0) > 0
        let areAllLabelled = datasets.allSatisfy { $0.labelledEntries == $0.totalEntries }
        let model = versions.first { $0.status.hasModel }
        let isTraining = versions.contains { $0.status == .training }
        let hasFailed = versions.first?.status == .trainingFailed && newestRun != .cancelled
        let isRunning = versions.contains { $0.status == .running }
        let isStarting = versions.contains { $0.status == .starting || $0.status == .stopping }

        var isNextFound = false
        func state(_ isDone: Bool, isWorking: Bool = false, hasFailed: Bool = false) -> StepState {
            if isWorking || hasFailed {
                // What comes behind waits for this.
                isNextFound = true
                return isWorking ? .working : .failed
            }
            if isDone { return .done }
            if isNextFound { return .todo }
            isNextFound = true
            return .next
        }
        let hasNoImages = !haveImages && datasets.contains { $0.status == .creationFailed }
        images = state(haveImages, isWorking: isFilling, hasFailed: hasNoImages)
        labels = state(haveLabels && (areAllLabelled || model != nil))
        train = state(model != nil && !hasFailed, isWorking: isTraining, hasFailed: hasFailed && !isTraining)
        evaluate = state(model?.f1 != nil)
        use = state(isRunning, isWorking: isStarting, hasFailed: !isRunning && model?.status == .failed)
    }
}

extension VersionCard {
    /// A version's row, and its training's where it has one.
    init(_ record: VersionRecord, of project: String, run: RunRecord?) {
        version = record.reference(in: project)
        status = record.status
        f1 = record.f1
        created = Date(milliseconds: record.id)
        self.run = run?.status
    }
}

extension VersionStatus {
    /// Whether somebody has started it and not stopped it yet.
    var isStarted: Bool { self == .running || self == .starting || self == .stopping }
}
