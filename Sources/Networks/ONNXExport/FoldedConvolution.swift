/// A convolution as plain numbers, with whatever batch norm followed it folded in.
package struct FoldedConvolution: Sendable {
    /// Row-major.
    package let weight: [Float]
    /// Of `weight`: outputs, inputs / groups, height, width.
    package let shape: [Int]
    /// One an output, or empty for none.
    package let bias: [Float]
    package let stride: Int
    /// Zeros on each of the four sides.
    package let padding: Int
    package let groups: Int
    /// Whether the results are clipped to 0...6.
    package let hasReLU6: Bool
}

/// A convolution's weight and bias once a batch norm has been folded in.
package struct FoldedNorm: Sendable {
    /// In the weight's own layout.
    package let weight: [Float]
    /// One an output.
    package let bias: [Float]
}

/// Folds a batch norm with fixed statistics into the convolution without bias that it follows.
///
/// `(w * x - mean) / sqrt(variance + epsilon) * scale + shift` is linear in `x`, so it is one convolution. Worked out in
/// double precision: the error is that of one rounding. `weight` is row-major, outputs first; all others have one number an output,
/// `scale` being called gamma elsewhere and `shift` beta.
package func foldBatchNorm(
    weight: [Float],
    scale: [Float],
    shift: [Float],
    mean: [Float],
    variance: [Float],
    epsilon: Float
) -> FoldedNorm {
    let outputs = scale.count
    precondition(
        [shift, mean, variance].allSatisfy { $0.count == outputs } && weight.count.isMultiple(of: outputs),
        "a batch norm has one scale, shift, mean and variance for each output of its convolution"
    )
    let size = weight.count / outputs
    var folded = weight
    var bias: [Float] = []
    for output in 0..<outputs {
        let deviation = (Double(variance[output]) + Double(epsilon)).squareRoot()
        let factor = Double(scale[output]) / deviation
        for index in (output * size)..<((output + 1) * size) {
            folded[index] = Float(Double(weight[index]) * factor)
        }
        bias.append(Float(Double(shift[output]) - Double(mean[output]) * factor))
    }
    return FoldedNorm(weight: folded, bias: bias)
}
