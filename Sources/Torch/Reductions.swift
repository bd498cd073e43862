import CTorch

extension Tensor {
    /// The sum of all elements, of shape [].
    package func sum() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_sum(handle, $0) }
    }

    /// The sum along a dimension, which goes or stays with length 1.
    package func sum(dimension: Int, keepingDimension: Bool = false) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) {
            ct_sum_dimension(handle, Int64(dimension), keepingDimension, $0)
        }
    }

    /// The mean of all elements, of shape [].
    package func mean() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_mean(handle, $0) }
    }

    /// The greatest value along a dimension, which goes.
    package func maximumValue(_ dimension: Int) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_maximum_value(handle, Int64(dimension), $0) }
    }
}

// In place, not seen by autograd: for parameters, their averages and their gradients.
extension Tensor {
    /// Overwrites the elements by those of another tensor, which is broadcast and converted as needed.
    package func copy(from source: Tensor) throws(TorchError) {
        try Tensor.perform(keeping: (self, source)) { ct_copy(handle, source.handle) }
    }

    /// Sets every element.
    package func fill(_ value: Float) throws(TorchError) {
        try Tensor.perform(keeping: self) { ct_fill(handle, value) }
    }

    /// Multiplies every element.
    package func scale(by factor: Float) throws(TorchError) {
        try Tensor.perform(keeping: self) { ct_scale(handle, factor) }
    }
}
