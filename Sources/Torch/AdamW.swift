import CTorch

/// AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101), computed as `torch.optim.AdamW(fused=True)` does.
package final class AdamW {
    /// Parameters that share a learning rate.
    package struct Group {
        package let parameters: [Tensor]
        package let learningRate: Double

        package init(parameters: [Tensor], learningRate: Double) {
            self.parameters = parameters
            self.learningRate = learningRate
        }
    }

    /// The current learning rate of each group; set it before a step to follow a schedule.
    package var learningRates: [Double]
    private let parameters: [[Tensor]]
    private let weightDecay: Double
    private let betas: (first: Double, second: Double)
    private let epsilon: Double
    private let state: [[Moments]]
    /// How often each parameter was moved, in the order of groups and parameters; float32.
    private let steps: Tensor

    /// What AdamW remembers of a parameter: running means of its gradient and of the gradient's square, and
    /// its element of `steps`.
    private struct Moments {
        let first: Tensor
        let second: Tensor
        let step: Tensor
    }

    /// Begins with moments of zero; `weightDecay` is per unit of learning rate.
    package init(
        _ groups: [Group],
        weightDecay: Double = 0.01,
        betas: (first: Double, second: Double) = (0.9, 0.999),
        epsilon: Double = 1e-8
    ) throws(TorchError) {
        learningRates = groups.map(\.learningRate)
        parameters = groups.map(\.parameters)
        self.weightDecay = weightDecay
        self.betas = betas
        self.epsilon = epsilon
        steps = try Tensor(zeros: [groups.reduce(0) { $0 + $1.parameters.count }])
        var state: [[Moments]] = []
        var position = 0
        for group in groups {
            var moments: [Moments] = []
            for parameter in group.parameters {
                let step = try steps.narrowed(dimension: 0, start: position, length: 1).reshaped([])
                moments.append(
                    Moments(first: try parameter.zeroed(), second: try parameter.zeroed(), step: step)
                )
                position += 1
            }
            state.append(moments)
        }
        self.state = state
    }

    /// Moves every parameter that has a gradient; those without stay, and so does their state.
    package func step() throws(TorchError) {
        precondition(learningRates.count == parameters.count, "each group needs one learning rate")
        for (index, group) in parameters.enumerated() {
            let settings = ct_adamw_settings(
                learning_rate: learningRates[index],
                beta1: betas.first,
                beta2: betas.second,
                weight_decay: weightDecay,
                epsilon: epsilon
            )
            let moments = state[index]
            try Tensor.perform(keeping: (group, moments)) {
                ct_adamw_step(
                    settings,
                    Tensor.handles(group),
                    Tensor.handles(moments.map(\.first)),
                    Tensor.handles(moments.map(\.second)),
                    Tensor.handles(moments.map(\.step)),
                    group.count
                )
            }
        }
    }

    /// All that a checkpoint needs to go on bit for bit, but the learning rates: `first.<n>` and
    /// `second.<n>`, the moments of the n-th parameter, and `steps`.
    ///
    /// The tensors are the optimiser's own: the next step changes them.
    package var stateTensors: [String: Tensor] {
        var tensors = ["steps": steps]
        for (index, moments) in state.joined().enumerated() {
            tensors["first.\(index)"] = moments.first
            tensors["second.\(index)"] = moments.second
        }
        return tensors
    }

    /// Takes over the state of an optimiser of the same parameters, as `stateTensors` gave it.
    package func restore(_ tensors: [String: Tensor]) throws(TorchError) {
        let own = stateTensors
        for name in own.keys.sorted() {
            guard let target = own[name], let source = tensors[name] else {
                throw .invalidArgument(operation: #function, message: "the state has no tensor '\(name)'")
            }
            guard source.shape == target.shape else {
                let message = "'\(name)' has shape \(source.shape), needed is \(target.shape)"
                throw .invalidArgument(operation: #function, message: message)
            }
        }
        if let extra = tensors.keys.filter({ own[$0] == nil }).min() {
            throw .invalidArgument(
                operation: #function,
                message: "the state has an unknown tensor '\(extra)'"
            )
        }
        for (name, target) in own {
            if let source = tensors[name] { try target.copy(from: source) }
        }
    }
}

extension Tensor {
    /// Zeros in the shape and memory layout of this tensor.
    fileprivate func zeroed() throws(TorchError) -> Tensor {
        let zeros = try detached().cloned()
        try zeros.fill(0)
        return zeros
    }
}
