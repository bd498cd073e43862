import CTorch

// Dimensions count from 0, or from the end when negative: -1 is the last.
extension Tensor {
    /// Joins tensors along a dimension; their other lengths must agree.
    package static func concatenated(_ tensors: [Tensor], dimension: Int) throws(TorchError) -> Tensor {
        try result(keeping: tensors) {
            ct_concatenate(handles(tensors), tensors.count, Int64(dimension), $0)
        }
    }

    /// Joins tensors of one shape along a new dimension.
    package static func stacked(_ tensors: [Tensor], dimension: Int = 0) throws(TorchError) -> Tensor {
        try result(keeping: tensors) { ct_stack(handles(tensors), tensors.count, Int64(dimension), $0) }
    }

    /// The elements, in row-major order, under another shape; one length may be -1: what is left.
    ///
    /// Shares elements where the layout in memory allows it.
    package func reshaped(_ shape: [Int]) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_reshape(handle, shape.map(Int64.init), shape.count, $0) }
    }

    /// Makes one dimension of the dimension `first` and all after it.
    package func flattened(from first: Int = 0) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_flatten(handle, Int64(first), $0) }
    }

    /// Reorders dimensions: dimension i of the result is dimension `order[i]` of this tensor; shares
    /// elements.
    package func permuted(_ order: [Int]) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_permute(handle, order.map(Int64.init), order.count, $0) }
    }

    /// Swaps two dimensions; shares elements.
    package func transposed(_ first: Int, _ second: Int) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_transpose(handle, Int64(first), Int64(second), $0) }
    }

    /// The part `start ..< start + length` of a dimension; shares elements.
    package func narrowed(dimension: Int, start: Int, length: Int) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) {
            ct_narrow(handle, Int64(dimension), Int64(start), Int64(length), $0)
        }
    }

    /// Inserts a dimension of length 1; shares elements.
    package func unsqueezed(_ dimension: Int) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_unsqueeze(handle, Int64(dimension), $0) }
    }

    /// Rows along dimension 0, chosen by an int64 tensor [M]; a row may be chosen more than once.
    package func rows(_ indices: Tensor) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: (self, indices)) { ct_rows(handle, indices.handle, $0) }
    }

    /// The same values in row-major order in memory; shares elements if they are so already.
    package func contiguous() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_contiguous(handle, $0) }
    }

    /// The same values of [N, C, H, W] with channels innermost in memory; shares elements if they are so
    /// already.
    ///
    /// Convolutions on the CPU are fastest on this layout.
    package func channelsLast() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_channels_last(handle, $0) }
    }

    /// The values as another element type; shares elements if they have it already.
    package func to(_ type: ElementType) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_convert(handle, type.code, $0) }
    }

    /// The same elements, shared, without a history for gradients.
    package func detached() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_detach(handle, $0) }
    }

    /// A copy in the same layout; gradients pass through it.
    package func cloned() throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_clone(handle, $0) }
    }
}
