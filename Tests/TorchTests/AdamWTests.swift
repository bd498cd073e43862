import Testing
import Torch

/// The problem of `make_goldens.py`: three parameters move towards their targets, a fourth has no gradient.
private struct Problem {
    let golden: Golden
    let parameters: [Tensor]
    let targets: [Tensor]
    let optimiser: AdamW

    init() throws {
        golden = try Golden("adamw")
        parameters = try golden.tensors("starts").map { start in
            let tensor = try start.tensor()
            let parameter = tensor.shape.count == 4 ? try tensor.channelsLast() : tensor
            try parameter.requireGradient(true)
            return parameter
        }
        targets = try golden.tensors("targets").map { try $0.tensor() }
        let groups = [
            AdamW.Group(parameters: Array(parameters[..<2]), learningRate: 0.1),
            AdamW.Group(parameters: Array(parameters[2...]), learningRate: 0.01),
        ]
        optimiser = try AdamW(groups, weightDecay: 0.05, betas: (0.8, 0.99), epsilon: 1e-6)
    }

    /// One step; returns the norm of the gradients.
    func step() throws -> Float {
        try clearGradients(parameters)
        for (parameter, target) in zip(parameters, targets).prefix(3) {
            try (parameter - target).power(2).sum().backward()
        }
        let norm = try clipGradients(parameters, norm: 6)
        try optimiser.step()
        return norm
    }
}

@Test(.tags(.torch)) func `five steps of AdamW and an average equal PyTorch's`() throws {
    let problem = try Problem()
    for expected in try problem.golden.numbers("norms") {
        #expect(abs(try problem.step() - Float(expected)) < 1e-4)
    }
    for (parameter, expected) in zip(problem.parameters, try problem.golden.tensors("ends")) {
        try expect(parameter, equals: expected)
    }
    let averages = try problem.golden.tensors("starts").map { try $0.tensor() }
    try interpolate(averages, towards: problem.parameters, weight: 0.3)
    for (average, expected) in zip(averages, try problem.golden.tensors("averages")) {
        try expect(average, equals: expected)
        #expect(!average.requiresGradient)
    }
    #expect(throws: TorchError.self) { try interpolate(averages, towards: [], weight: 0.3) }
}

@Test(.tags(.torch)) func `a restored optimiser goes on bit for bit`() throws {
    let straight = try Problem()
    for _ in 0..<5 { _ = try straight.step() }

    let first = try Problem()
    for _ in 0..<2 { _ = try first.step() }
    let kept = try first.optimiser.stateTensors.mapValues { try $0.cloned() }
    let resumed = try Problem()
    for (parameter, value) in zip(resumed.parameters, first.parameters) { try parameter.copy(from: value) }
    try resumed.optimiser.restore(kept)
    for _ in 0..<3 { _ = try resumed.step() }

    for (parameter, expected) in zip(resumed.parameters, straight.parameters) {
        #expect(try parameter.floats() == expected.floats())
    }
    #expect(try resumed.optimiser.stateTensors["steps"]?.floats() == [5, 5, 5, 0])
}

@Test(.tags(.torch)) func `a learning rate of zero moves nothing`() throws {
    let problem = try Problem()
    problem.optimiser.learningRates = [0, 0]
    _ = try problem.step()
    for (parameter, start) in zip(problem.parameters, try problem.golden.tensors("starts")) {
        #expect(try parameter.floats() == start.values)
    }
}

@Test(.tags(.torch)) func `a state of other parameters is refused`() throws {
    let optimiser = try Problem().optimiser
    var state = try optimiser.stateTensors.mapValues { try $0.cloned() }
    state["first.0"] = try Tensor(zeros: [2, 3])
    #expect(throws: TorchError.self) { try optimiser.restore(state) }
    state["first.0"] = nil
    #expect(throws: TorchError.self) { try optimiser.restore(state) }
    state["first.0"] = try Tensor(zeros: [3, 2])
    try optimiser.restore(state)
    state["first.4"] = try Tensor(zeros: [1])
    #expect(throws: TorchError.self) { try optimiser.restore(state) }
}
