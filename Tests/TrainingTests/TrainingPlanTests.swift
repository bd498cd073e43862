import Datasets
import Networks
import Testing
import TrainingRuns

@testable import Training

@Test func `a set smaller than a batch still has a step in each epoch`() {
    var settings = TrainingSettings()
    settings.epochs = 5
    let plan = TrainingPlan(settings: settings, start: .imageNet(path: ""), trainingImages: 3, labels: 1)
    #expect(plan.order.batchSize == 3)
    #expect(plan.steps == 5)
    #expect(plan.endsEpoch(afterSteps: 1))
}

@Test func `the settings' rules are those of the network`() {
    #expect(AnchorPoints.strides.max() == TrainingSettings.sizeStep)
    #expect(EfficientNetLite0.stageCount == TrainingSettings.stageCount)
}
