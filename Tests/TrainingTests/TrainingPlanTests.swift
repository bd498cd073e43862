import Datasets
import Testing
import TrainingRuns

@testable import Training

@Test func `a set smaller than a batch still has a step in each epoch`() {
    var settings = TrainingSettings()
    settings.epochs = 5
    let plan = TrainingPlan(settings: settings, trainingImages: 3)
    #expect(plan.order.batchSize == 3)
    #expect(plan.steps == 5)
    #expect(plan.endsEpoch(afterSteps: 1))
}

/// A change that makes a setting unusable.
private struct BadSetting: Sendable, CustomTestStringConvertible {
    let name: String
    let change: @Sendable (inout TrainingSettings) -> Void
    var testDescription: String { name }

    init(_ name: String, _ change: @escaping @Sendable (inout TrainingSettings) -> Void) {
        self.name = name
        self.change = change
    }

    static let all = [
        BadSetting("size") { $0.inputSize = 100 },
        BadSetting("epochs") { $0.epochs = 0 },
        BadSetting("batch") { $0.batchSize = 0 },
        BadSetting("learning rate") { $0.learningRate = .nan },
        BadSetting("frozen stages") { $0.frozenStages = 8 },
        BadSetting("threads") { $0.threads = 0 },
        BadSetting("cache") { $0.cacheBytes = -1 },
    ]
}

@Test(arguments: BadSetting.all)
private func `a setting out of range is named`(setting: BadSetting) throws {
    var settings = TrainingSettings()
    setting.change(&settings)
    let job = TrainingJob(
        labels: ["bear"],
        training: [],
        test: [],
        settings: settings,
        bundlePath: "/nowhere",
        backbonePath: "/nowhere",
        replacesBundle: false,
        codeVersion: "test"
    )
    let error = #expect(throws: TrainingError.self) { try job.validate() }
    #expect("\(try #require(error))".contains(setting.name))
}
