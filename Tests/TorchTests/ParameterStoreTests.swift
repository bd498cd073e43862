import Testing
import Torch

private func exampleStore(seed: UInt64 = 1) throws -> ParameterStore {
    let store = ParameterStore(seed: seed)
    let stem = store.at("backbone").at("stem")
    _ = try stem.parameter("weight", shape: [8, 4, 3, 3], .kaimingUniform)
    _ = try stem.parameter("bias", shape: [8], .bias(besideWeight: [8, 4, 3, 3]))
    _ = try stem.buffer("running_mean", shape: [8], .constant(0.5))
    _ = try store.at("backbone2").at(0).parameter("scale", shape: [2], .normal(deviation: 1))
    return store
}

@Test(.tags(.torch)) func `tensors are found by path, in order, by kind`() throws {
    let store = try exampleStore()
    #expect(
        store.entries.map(\.path) == [
            "backbone.stem.weight", "backbone.stem.bias", "backbone.stem.running_mean", "backbone2.0.scale",
        ]
    )
    #expect(store.parameters.map(\.shape) == [[8, 4, 3, 3], [8], [2]])
    #expect(store.parameters.map(\.requiresGradient) == [true, true, true])
    #expect(store.buffers.map(\.requiresGradient) == [false])
    #expect(store.parameters(under: "backbone").count == 2)
    #expect(try store["backbone.stem.running_mean"]?.floats() == [Float](repeating: 0.5, count: 8))
    #expect(store["backbone.stem"] == nil)
    #expect(store.tensors.count == 4)
}

@Test(.tags(.torch)) func `first values follow seed and path, not the order of creation`() throws {
    let first = try #require(try exampleStore()["backbone.stem.weight"]).floats()
    #expect(try exampleStore()["backbone.stem.weight"]?.floats() == first)
    #expect(try exampleStore(seed: 2)["backbone.stem.weight"]?.floats() != first)
    let alone = try ParameterStore(seed: 1).root
        .parameter("backbone.stem.weight", shape: [8, 4, 3, 3], .kaimingUniform)
    #expect(try alone.floats() == first)
    // PyTorch's default for a convolution of 36 inputs: even in -1/6...1/6.
    #expect(first.allSatisfy { abs($0) <= 1 / 6 })
    #expect(first.max() ?? 0 > 0.16)
    #expect(abs(first.reduce(0) { $0 + $1 * $1 } / 288 - 1 / 108) < 0.002)
}

@Test(.tags(.torch)) func `weights are loaded as a whole or not at all`() throws {
    let store = try exampleStore()
    var weights = try exampleStore(seed: 2).tensors.mapValues { try $0.cloned() }
    try store.load(weights)
    for (path, tensor) in weights { #expect(try store[path]?.floats() == tensor.floats()) }
    #expect(store.parameters.map(\.requiresGradient) == [true, true, true])

    let before = try store["backbone.stem.weight"]?.floats()
    weights["backbone.stem.weight"] = try Tensor(zeros: [8, 4, 3, 3])
    weights["backbone2.0.scale"] = try Tensor(zeros: [3])
    let shape = ParameterError.shape(path: "backbone2.0.scale", network: [2], weights: [3])
    #expect(throws: shape) { try store.load(weights) }
    #expect(shape.description == "'backbone2.0.scale' has shape [3] in the weights and [2] in the network")
    weights["backbone2.0.scale"] = nil
    #expect(throws: ParameterError.missing(paths: ["backbone2.0.scale"])) { try store.load(weights) }
    weights["backbone2.0.scale"] = try Tensor(zeros: [2])
    weights["other"] = try Tensor(zeros: [1])
    #expect(throws: ParameterError.unknown(paths: ["other"])) { try store.load(weights) }
    #expect(try store["backbone.stem.weight"]?.floats() == before)
    try store.load(weights, ignoringUnknown: true)
    #expect(try store["backbone2.0.scale"]?.floats() == [0, 0])
}

@Test(.tags(.torch)) func `one part of a network is loaded by its own paths`() throws {
    let store = try exampleStore()
    let scale = try store["backbone2.0.scale"]?.floats()
    try store.load(
        [
            "stem.weight": Tensor(full: [8, 4, 3, 3], 1), "stem.bias": Tensor(full: [8], 2),
            "stem.running_mean": Tensor(full: [8], 3),
        ],
        under: "backbone"
    )
    #expect(try store["backbone.stem.bias"]?.floats().first == 2)
    #expect(try store["backbone2.0.scale"]?.floats() == scale)
    #expect(throws: ParameterError.missing(paths: ["backbone2.0.scale"])) {
        try store.load([:], under: "backbone2")
    }
}

@Test func `two tensors at one path stop the program`() async {
    await #expect(processExitsWith: .failure) {
        let root = ParameterStore(seed: 0).root
        _ = try root.parameter("weight", shape: [1], .constant(0))
        _ = try root.parameter("weight", shape: [1], .constant(0))
    }
}
