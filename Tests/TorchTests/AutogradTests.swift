import Testing
import Torch

@Test(.tags(.torch)) func `gradients of a small network equal PyTorch's`() throws {
    let golden = try Golden("network")
    let leaves = try ["input", "weight", "bias", "scale", "shift"].map { try golden.tensor($0) }
    for leaf in leaves { try leaf.requireGradient(true) }
    let output = try leaves[0]
        .convolution(weight: leaves[1], bias: leaves[2], stride: 2, padding: 1)
        .batchNormalised(
            scale: leaves[3],
            shift: leaves[4],
            runningMean: Tensor(zeros: [4]),
            runningVariance: Tensor(full: [4], 1),
            isTraining: true,
            epsilon: 1e-3
        )
        .relu6InPlace()
    let loss = try (output * golden.tensor("factor")).sum()
    try expect(loss, equals: golden.values("loss"))
    try loss.backward()
    for (name, leaf) in zip(["input", "weight", "bias", "scale", "shift"], leaves) where name != "bias" {
        let gradient = try #require(try leaf.gradient)
        try expect(gradient, equals: golden.values("\(name)_gradient"), tolerance: 1e-4, "\(name)")
    }
    // Live batch norm takes the mean away, so the bias has no say.
    let biasGradient = try #require(try leaves[2].gradient)
    #expect(try biasGradient.floats().allSatisfy { abs($0) < 1e-4 })
    try clearGradients(leaves)
    for leaf in leaves { #expect(try leaf.gradient == nil) }
}

@Test(.tags(.torch)) func `nothing is recorded without gradients, and what held before holds after`() throws {
    struct Interruption: Error {}
    let leaf = try Tensor(full: [2], 3)
    try leaf.requireGradient(true)
    try withoutGradients { () throws in
        #expect(try !(leaf * 2).requiresGradient)
        #expect(throws: Interruption.self) { try withoutGradients { throw Interruption() } }
        #expect(try !(leaf * 2).requiresGradient)
    }
    #expect(try (leaf * 2).requiresGradient)
    #expect(throws: Interruption.self) { try withoutGradients { throw Interruption() } }
    #expect(try (leaf * 2).requiresGradient)
    #expect(try !(leaf * 2).detached().requiresGradient)
}

@Test(.tags(.torch)) func `closures keep their error type without gradients`() throws {
    func sum(_ tensor: Tensor) throws(TorchError) -> Float {
        try withoutGradients { () throws(TorchError) in try tensor.sum().scalar() }
    }
    #expect(try sum(Tensor(full: [3], 2)) == 6)
}

@Test(.tags(.torch)) func `gradients add up until they are cleared`() throws {
    let leaf = try Tensor(full: [1], 3)
    try leaf.requireGradient(true)
    #expect(try leaf.gradient == nil)
    try (leaf * leaf).sum().backward()
    try (leaf * 2).sum().backward()
    #expect(try leaf.gradient?.floats() == [8])
    try clearGradients([leaf])
    #expect(try leaf.gradient == nil)
}

@Test(.tags(.torch)) func `backward without a history is an error`() throws {
    #expect(throws: TorchError.self) { try Tensor(full: [], 1).backward() }
    let leaf = try Tensor(full: [2], 1)
    try leaf.requireGradient(true)
    #expect(throws: TorchError.self) { try (leaf * 2).backward() }
    #expect(throws: TorchError.self) { try (leaf * 2).requireGradient(false) }
}

@Test(.tags(.torch)) func `clipping scales all gradients by one factor`() throws {
    let leaves = try [Tensor(zeros: [1]), Tensor(zeros: [2]), Tensor(zeros: [1])]
    for leaf in leaves { try leaf.requireGradient(true) }
    try (leaves[0] * 3).sum().backward()
    try (leaves[1] * Tensor([4, 12] as [Float], shape: [2])).sum().backward()
    #expect(try clipGradients(leaves, norm: 100) == 13)
    #expect(try leaves[0].gradient?.floats() == [3])
    #expect(try clipGradients(leaves, norm: 6.5) == 13)
    let halved = try #require(try leaves[1].gradient).floats()
    #expect(abs(halved[0] - 2) < 1e-5 && abs(halved[1] - 6) < 1e-5)
    #expect(try leaves[2].gradient == nil)
    #expect(try clipGradients([leaves[2]], norm: 1) == 0)
    #expect(try clipGradients([], norm: 1) == 0)
}

@Test(.tags(.torch)) func `a gradient that is no number shows in the norm`() throws {
    let leaf = try Tensor(zeros: [1])
    try leaf.requireGradient(true)
    try (leaf * Float.nan).sum().backward()
    #expect(try clipGradients([leaf], norm: 1).isNaN)
}

private let ownConvolutions = [
    "depthwise_gradients", "strided_depthwise_gradients", "narrow_depthwise_gradients", "pointwise_gradients",
]

@Test(.tags(.torch), arguments: ownConvolutions, [true, false])
func `gradients of a convolution equal PyTorch's`(name: String, isChannelsLast: Bool) throws {
    let golden = try Golden(name)
    let image = try golden.tensor("input")
    let leaves = [
        isChannelsLast ? try image.channelsLast() : image, try golden.tensor("weight"),
        try golden.tensor("bias"),
    ]
    for leaf in leaves { try leaf.requireGradient(true) }
    func weighted(bias: Tensor?) throws -> Tensor {
        try leaves[0]
            .convolution(
                weight: leaves[1],
                bias: bias,
                stride: Int(golden.number("stride")),
                padding: Int(golden.number("padding")),
                groups: Int(golden.number("groups"))
            )
            .relu6InPlace()
    }
    let loss = try (weighted(bias: leaves[2]) * golden.tensor("factor")).sum()
    try expect(loss, equals: golden.values("loss"), tolerance: 1e-4)
    try loss.backward()
    for (part, leaf) in zip(["input", "weight", "bias"], leaves) {
        let gradient = try #require(try leaf.gradient)
        try expect(gradient, equals: golden.values("\(part)_gradient"), tolerance: 1e-4, "\(part)")
    }
    try clearGradients(leaves)
    try (weighted(bias: nil) * golden.tensor("factor")).sum().backward()
    let gradient = try #require(try leaves[1].gradient)
    try expect(gradient, equals: golden.values("weight_gradient_without_bias"), tolerance: 1e-4)
}

@Test(.tags(.torch)) func `a frozen input costs a convolution no gradient`() throws {
    for (kernel, groups) in [(1, 1), (5, 16)] {
        let input = try Tensor.normal(shape: [1, 16, 4, 4], deviation: 1, seed: 1)
        let weight = try Tensor.normal(shape: [16, 16 / groups, kernel, kernel], deviation: 1, seed: 2)
        try weight.requireGradient(true)
        try input.convolution(weight: weight, padding: kernel / 2, groups: groups).sum().backward()
        #expect(try weight.gradient != nil)
        #expect(try input.gradient == nil)
    }
}
