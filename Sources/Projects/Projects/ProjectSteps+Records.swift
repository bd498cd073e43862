import Catalog

extension ProjectSteps {
    /// How far a project is; `versions` are its newest, newest first.
    ///
    /// The first step that is not done is the one to do, where it is not being done already.
    init(datasets: [DatasetRecord], versions: [VersionRecord]) {
        let trainSet = datasets.first { $0.type == .train }
        let isFilling = datasets.contains { !$0.status.isSettled && $0.status != .creationFailed }
        let haveImages = (trainSet?.totalEntries ?? 0) > 0
        let haveLabels = (trainSet?.labelledEntries ?? 0) > 0
        let areAllLabelled = datasets.allSatisfy { $0.labelledEntries == $0.totalEntries }
        let haveModel = versions.contains { $0.status.hasModel }
        let isTraining = versions.contains { $0.status == .training }
        let hasFailed = versions.first?.status == .trainingFailed
        let isTested = versions.contains { $0.status.hasModel && $0.f1 != nil }
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
        labels = state(haveLabels && (areAllLabelled || haveModel))
        train = state(haveModel && !hasFailed, isWorking: isTraining, hasFailed: hasFailed && !isTraining)
        evaluate = state(isTested)
        use = state(isRunning, isWorking: isStarting)
    }
}
