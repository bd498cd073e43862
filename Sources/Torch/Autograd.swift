import CTorch

extension Tensor {
    /// Whether a gradient will reach this tensor or pass through it.
    package var requiresGradient: Bool { withExtendedLifetime(self) { ct_requires_gradient(handle) } }

    /// Starts or ends the collection of a gradient; for tensors that no operation made.
    package func requireGradient(_ on: Bool) throws(TorchError) {
        try Tensor.perform(keeping: self) { ct_set_requires_gradient(handle, on) }
    }

    /// Adds the derivatives of this tensor, one element, to the gradients of all tensors it was made from
    /// that require one; its history is freed.
    package func backward() throws(TorchError) {
        try Tensor.perform(keeping: self) { ct_backward(handle) }
    }

    /// The gradient collected so far, its elements shared; nil when there is none.
    package var gradient: Tensor? {
        get throws(TorchError) {
            var gradient: OpaquePointer?
            try Tensor.perform(keeping: self) { ct_gradient(handle, &gradient) }
            return gradient.map(Tensor.init(owning:))
        }
    }
}

/// Sets the gradients of these tensors to none, which frees their memory.
package func clearGradients(_ tensors: [Tensor]) throws(TorchError) {
    try Tensor.perform(keeping: tensors) { ct_clear_gradients(Tensor.handles(tensors), tensors.count) }
}

/// Scales the gradients of these tensors by one factor so that their joint 2-norm is at most `maximum`.
///
/// Returns the norm before scaling: not finite when a gradient is not. Tensors without gradient are passed
/// over. The same as `torch.nn.utils.clip_grad_norm_`.
@discardableResult
package func clipGradients(_ tensors: [Tensor], norm maximum: Float) throws(TorchError) -> Float {
    var norm: Float = 0
    try Tensor.perform(keeping: tensors) {
        ct_clip_gradients(Tensor.handles(tensors), tensors.count, maximum, &norm)
    }
    return norm
}

/// Runs `body` without recording operations for `backward`, on this thread; what held before holds again
/// after it.
///
/// Where the caller throws `TorchError` alone, write the closure as `{ () throws(TorchError) in ... }`: Swift
/// does not infer a closure's error type.
package func withoutGradients<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
) throws(Failure) -> Result {
    let before = ct_set_recording(false)
    defer { _ = ct_set_recording(before) }
    return try body()
}
