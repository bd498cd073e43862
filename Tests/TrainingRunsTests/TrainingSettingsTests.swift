import Foundation
import Testing
import TrainingRuns

/// A change that makes a setting unusable, and what the setting is called.
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
        BadSetting("size") { $0.otherInputSizes = [320, 100] },
        BadSetting("epochs") { $0.epochs = 0 },
        BadSetting("batch") { $0.batchSize = 0 },
        BadSetting("learning-rate") { $0.learningRate = .nan },
        BadSetting("freeze-stages") { $0.frozenStages = 8 },
        BadSetting("thaw-after") { $0.thawingShare = 1.5 },
        BadSetting("mosaic") { $0.mosaicShare = -1 },
        BadSetting("threads") { $0.threads = 0 },
        BadSetting("cache-megabytes") { $0.cacheBytes = -1 },
    ]
}

@Test(arguments: BadSetting.all)
private func `a setting out of range is named`(setting: BadSetting) throws {
    var settings = TrainingSettings()
    try settings.validate()
    setting.change(&settings)
    let error = #expect(throws: SettingError.self) { try settings.validate() }
    #expect(try #require(error).name == setting.name)
}

@Test(arguments: [TrainingStart.imageNet(path: "/weights.pth"), .bundle(path: "/bears.katmai")])
func `a job comes back from its file as it was`(start: TrainingStart) throws {
    var settings = TrainingSettings()
    settings.thawingShare = 0.5
    let job = TrainingJob(
        labels: ["bear"],
        training: [],
        test: nil,
        settings: settings,
        bundlePath: "/new.katmai",
        start: start,
        ancestry: ["imagenet"],
        replacesBundle: true,
        codeVersion: "test"
    )
    #expect(try JSONDecoder().decode(TrainingJob.self, from: JSONEncoder().encode(job)) == job)
}

@Test(arguments: [
    (1, 60, 30, 30), (160, 40, 20, 30), (300, 21, 20, 30), (400, 20, 20, 22), (100_000, 20, 20, 20),
])
func `epochs are fewer for more images, for one label, and where a detector starts`(
    _ images: Int,
    _ fromImageNet: Int,
    _ forOneLabel: Int,
    _ forSeveral: Int
) {
    for labels in [1, 6] {
        let new = TrainingStart.imageNet(path: "").defaultEpochs(trainingImages: images, labels: labels)
        let known = TrainingStart.bundle(path: "").defaultEpochs(trainingImages: images, labels: labels)
        #expect(new == fromImageNet)
        #expect(known == (labels == 1 ? forOneLabel : forSeveral))
    }
}

@Test func `a run folder is held by one at a time`() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "katmai-\(UUID().uuidString)")
    // A temporary folder that stays behind harms nobody.
    defer { try? FileManager.default.removeItem(at: url) }
    let folder = RunFolder(url: url)
    let lock = try RunLock(folder)
    #expect(throws: RunLock.InUse.self) { try RunLock(folder) }
    lock.release()
    try RunLock(folder).release()
}
