import Networks
import Testing
import Torch

/// An earlier detector whose label `n` has `n + 1` in every weight of its output.
private func detector(_ labels: [String]) throws -> Detector {
    let detector = try Detector(labelCount: labels.count, seed: 1)
    let weight = try #require(detector.store["head.class_output.weight"])
    let values = labels.indices.flatMap { [Float](repeating: Float($0 + 1), count: Detector.width) }
    try weight.copy(from: Tensor(values, shape: weight.shape))
    return detector
}

/// The first weight of each label's output in a detector for `new` that began with one for `old`.
private func inherited(from old: [String], to new: [String]) throws -> [Float] {
    let heir = try Detector(labelCount: new.count, seed: 2)
    try InheritedWeights(detector(old).store.tensors, labels: old).load(into: heir, labels: new)
    let weights = try #require(heir.store["head.class_output.weight"]).floats()
    return stride(from: 0, to: weights.count, by: Detector.width).map { weights[$0] }
}

@Test func `labels keep their outputs by name`() throws {
    #expect(try inherited(from: ["bear", "fox"], to: ["fox", "bear"]) == [2, 1])
}

@Test func `an output for a label that is new begins as it was drawn`() throws {
    let drawn = try #require(Detector(labelCount: 2, seed: 2).store["head.class_output.weight"]).floats()
    #expect(try inherited(from: ["bear", "fox"], to: ["fox", "otter"]) == [2, drawn[Detector.width]])
}

@Test func `a single label begins as an object, several begin as they were drawn`() throws {
    let base = ["boat", InheritedWeights.anyObject]
    #expect(try inherited(from: base, to: ["fox"]) == [2])
    #expect(try inherited(from: base, to: ["boat"]) == [1])
    let several = try inherited(from: base, to: ["fox", "bear"])
    #expect(several.allSatisfy { $0 != 1 && $0 != 2 })
    #expect(several[0] != several[1])
}

@Test func `all else is taken over`() throws {
    let old = try detector(["bear"])
    let heir = try Detector(labelCount: 3, seed: 2)
    try InheritedWeights(old.store.tensors, labels: ["bear"]).load(into: heir, labels: ["a", "b", "c"])
    for entry in old.store.entries where !entry.path.contains("class_output") {
        let own = try #require(heir.store[entry.path])
        #expect(try own.floats() == entry.tensor.floats(), "\(entry.path)")
    }
}

@Test func `weights that do not fit change nothing`() throws {
    var tensors = try detector(["bear"]).store.tensors
    tensors["neck.lateral.0.weight"] = try Tensor(zeros: [1, 1, 1, 1])
    let heir = try Detector(labelCount: 1, seed: 2)
    let before = try #require(heir.store["head.class_output.weight"]).floats()
    let unfit = tensors
    #expect(throws: ParameterError.self) {
        try InheritedWeights(unfit, labels: ["bear"]).load(into: heir, labels: ["bear"])
    }
    #expect(throws: ParameterError.self) {
        try InheritedWeights(unfit, labels: ["bear", "fox"]).load(into: heir, labels: ["bear"])
    }
    #expect(try #require(heir.store["head.class_output.weight"]).floats() == before)
}

@Test func `frozen stages train once they are thawed`() throws {
    let detector = try Detector(labelCount: 1, seed: 0)
    let stem = try #require(detector.store["backbone.stem.convolution.weight"])
    let images = try Tensor.normal(shape: [1, 3, 64, 64], deviation: 1, seed: 3)
    try detector.freeze(stages: 2)
    try detector(images, isTraining: true).logits.sum().backward()
    #expect(try stem.gradient == nil)
    try detector.thaw()
    try detector(images, isTraining: true).logits.sum().backward()
    #expect(try stem.gradient != nil)
}
