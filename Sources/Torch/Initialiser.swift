/// What a parameter holds before training.
package enum Initialiser: Sendable {
    case constant(Float)
    /// Evenly distributed in -bound ..< bound.
    case uniform(bound: Float)
    /// Normally distributed around 0.
    case normal(deviation: Float)
    /// What `torch.nn.Conv2d` and `torch.nn.Linear` give their weights: even, up to 1 / sqrt(inputs of one
    /// output).
    case kaimingUniform

    /// What `torch.nn.Conv2d` gives the bias beside a weight of this shape.
    package static func bias(besideWeight shape: [Int]) -> Initialiser {
        .uniform(bound: kaimingBound(shape))
    }

    /// He and others 2015, arXiv:1502.01852, with PyTorch's negative slope of sqrt(5), for which the bound
    /// sqrt(6 / ((1 + slope^2) inputs)) is 1 / sqrt(inputs).
    private static func kaimingBound(_ shape: [Int]) -> Float {
        1 / Float(max(1, shape.dropFirst().reduce(1, *))).squareRoot()
    }

    func tensor(shape: [Int], seed: UInt64) throws(TorchError) -> Tensor {
        switch self {
        case .constant(let value):
            try Tensor(full: shape, value)
        case .uniform(let bound):
            try Tensor.uniform(shape: shape, bound: bound, seed: seed)
        case .normal(let deviation):
            try Tensor.normal(shape: shape, deviation: deviation, seed: seed)
        case .kaimingUniform:
            try Tensor.uniform(shape: shape, bound: Initialiser.kaimingBound(shape), seed: seed)
        }
    }
}
