import Networks
import Testing
import Torch

@Test(arguments: [1, 3, 4, 5, 7]) func `frozen stages elsewhere lead to the same answer`(stages: Int) throws {
    let detector = try Detector(labelCount: 2, seed: 4)
    #expect(try detector.frozenStages() == nil)
    try detector.freeze(stages: stages)
    let backbone = try FrozenBackbone(try #require(try detector.frozenStages()))
    let images = try Tensor.normal(shape: [2, 3, 64, 64], deviation: 1, seed: 5).channelsLast()
    let features = try backbone(images)
    for isTraining in [false, true] {
        let whole = try detector(images, isTraining: isTraining)
        let continued = try detector(from: features, isTraining: isTraining)
        for (one, other) in [(whole.logits, continued.logits), (whole.sides, continued.sides)] {
            #expect(one.shape == other.shape)
            let isClose = zip(try one.floats(), try other.floats()).allSatisfy {
                abs($0 - $1) <= 1e-4 * (1 + abs($1))
            }
            #expect(isClose)
        }
    }
}

@Test func `what runs frozen leaves nothing to learn`() throws {
    let detector = try Detector(labelCount: 1, seed: 4)
    try detector.freeze(stages: 2)
    let backbone = try FrozenBackbone(try #require(try detector.frozenStages()))
    let images = try Tensor.normal(shape: [1, 3, 64, 64], deviation: 1, seed: 5)
    try detector(from: backbone(images), isTraining: true).logits.sum().backward()
    #expect(try #require(detector.store["backbone.stem.convolution.weight"]).gradient == nil)
    #expect(try #require(detector.store["backbone.stages.2.0.expand.convolution.weight"]).gradient != nil)
}
