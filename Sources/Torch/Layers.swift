import CTorch

extension Tensor {
    /// Convolves images [N, C, H, W] with filters [O, C / groups, K, L] into [N, O, H', W'].
    ///
    /// Stride and padding (zeros, on all four sides) hold for both directions; the bias is [O]. `groups`
    /// equal to C makes the convolution depthwise.
    package func convolution(
        weight: Tensor,
        bias: Tensor? = nil,
        stride: Int = 1,
        padding: Int = 0,
        groups: Int = 1
    ) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: (self, weight, bias)) {
            ct_convolution(
                handle,
                weight.handle,
                bias?.handle,
                Int64(stride),
                Int64(padding),
                Int64(groups),
                $0
            )
        }
    }

    /// Batch normalisation of [N, C, ...]: scale * (x - mean) / sqrt(variance + epsilon) + shift, per
    /// channel.
    ///
    /// When training, mean and variance are the batch's, and the running ones move towards them in place by
    /// `momentum` (the variance without bias); else the running ones are used and stay.
    package func batchNormalised(
        scale: Tensor,
        shift: Tensor,
        runningMean: Tensor,
        runningVariance: Tensor,
        isTraining: Bool,
        momentum: Double = 0.1,
        epsilon: Double = 1e-5
    ) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: (self, scale, shift, runningMean, runningVariance)) {
            ct_batch_norm(
                handle,
                scale.handle,
                shift.handle,
                runningMean.handle,
                runningVariance.handle,
                isTraining,
                momentum,
                epsilon,
                $0
            )
        }
    }

    /// Repeats each pixel of [N, C, H, W] `factor` times in both directions.
    package func upsampledNearest(factor: Int) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_upsample_nearest(handle, Int64(factor), $0) }
    }

    /// The binary cross-entropy of each logit (this tensor) against its target, 0...1, times its weight.
    ///
    /// Nothing is summed: the result has the logits' shape.
    package func binaryCrossEntropy(targets: Tensor, weights: Tensor? = nil) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: (self, targets, weights)) {
            ct_binary_cross_entropy(handle, targets.handle, weights?.handle, $0)
        }
    }
}
