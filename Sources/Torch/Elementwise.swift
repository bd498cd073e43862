import CTorch

// Shapes that differ are broadcast as in NumPy: a length of 1, or a missing outer dimension, repeats.
extension Tensor {
    package static func + (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_ADD, left, right)
    }

    package static func - (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_SUBTRACT, left, right)
    }

    package static func * (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_MULTIPLY, left, right)
    }

    package static func / (left: Tensor, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_DIVIDE, left, right)
    }

    package static func + (left: Tensor, right: Float) throws(TorchError) -> Tensor {
        try combined(CT_ADD, left, right)
    }

    package static func - (left: Tensor, right: Float) throws(TorchError) -> Tensor {
        try combined(CT_SUBTRACT, left, right)
    }

    package static func * (left: Tensor, right: Float) throws(TorchError) -> Tensor {
        try combined(CT_MULTIPLY, left, right)
    }

    package static func / (left: Tensor, right: Float) throws(TorchError) -> Tensor {
        try combined(CT_DIVIDE, left, right)
    }

    package static func + (left: Float, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_ADD, right, left)
    }

    package static func - (left: Float, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_SUBTRACT, Tensor(full: [], left), right)
    }

    package static func * (left: Float, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_MULTIPLY, right, left)
    }

    package static func / (left: Float, right: Tensor) throws(TorchError) -> Tensor {
        try combined(CT_DIVIDE, Tensor(full: [], left), right)
    }

    /// The smaller of each pair of elements.
    package func minimum(_ other: Tensor) throws(TorchError) -> Tensor {
        try Tensor.combined(CT_MINIMUM, self, other)
    }

    /// The greater of each pair of elements.
    package func maximum(_ other: Tensor) throws(TorchError) -> Tensor {
        try Tensor.combined(CT_MAXIMUM, self, other)
    }

    private static func combined(
        _ operation: ct_operator,
        _ left: Tensor,
        _ right: Tensor,
        name: String = #function
    ) throws(TorchError) -> Tensor {
        try result(keeping: (left, right), operation: name) {
            ct_combine(operation, left.handle, right.handle, $0)
        }
    }

    private static func combined(
        _ operation: ct_operator,
        _ left: Tensor,
        _ right: Float,
        name: String = #function
    ) throws(TorchError) -> Tensor {
        try result(keeping: left, operation: name) { ct_combine_scalar(operation, left.handle, right, $0) }
    }
}

extension Tensor {
    /// Every element times -1.
    package func negated() throws(TorchError) -> Tensor { try mapped(CT_NEGATE) }

    /// 1 / (1 + exp(-x)).
    package func sigmoid() throws(TorchError) -> Tensor { try mapped(CT_SIGMOID) }

    /// log(1 + exp(x)), exact to float32 for large x too.
    package func softplus() throws(TorchError) -> Tensor { try mapped(CT_SOFTPLUS) }

    /// e to the power of every element.
    package func exponential() throws(TorchError) -> Tensor { try mapped(CT_EXPONENTIAL) }

    /// The natural logarithm.
    package func logarithm() throws(TorchError) -> Tensor { try mapped(CT_LOGARITHM) }

    /// Not a number where an element is negative.
    package func squareRoot() throws(TorchError) -> Tensor { try mapped(CT_SQUARE_ROOT) }

    /// 1 / sqrt(x): infinite for 0, not a number where an element is negative.
    package func reciprocalSquareRoot() throws(TorchError) -> Tensor { try mapped(CT_RECIPROCAL_SQUARE_ROOT) }

    /// Every element without its sign; the gradient at 0 is 0.
    package func absolute() throws(TorchError) -> Tensor { try mapped(CT_ABSOLUTE) }

    /// Clamps to 0...6.
    package func relu6() throws(TorchError) -> Tensor { try mapped(CT_RELU6) }

    /// Clamps this tensor itself to 0...6, seen by autograd, and returns it.
    ///
    /// Saves the memory of a copy where nothing else needs the values before.
    @discardableResult
    package func relu6InPlace() throws(TorchError) -> Tensor {
        try Tensor.perform(keeping: self) { ct_relu6_in_place(handle) }
        return self
    }

    /// Every element to the power of `exponent`.
    ///
    /// Not a number where an element is negative and the exponent is not whole.
    package func power(_ exponent: Float) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { ct_power(handle, exponent, $0) }
    }

    /// Limits elements to a range; a bound that is nil does not bind, but one must be given.
    ///
    /// No gradient passes where a bound binds.
    package func clamped(minimum: Float? = nil, maximum: Float? = nil) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self) { out in
            let bounds = [minimum ?? 0, maximum ?? 0]
            return bounds.withUnsafeBufferPointer { buffer in
                let lower = minimum == nil ? nil : buffer.baseAddress
                let upper = maximum == nil ? nil : buffer.baseAddress?.advanced(by: 1)
                return ct_clamp(handle, lower, upper, out)
            }
        }
    }

    private func mapped(_ function: ct_function, name: String = #function) throws(TorchError) -> Tensor {
        try Tensor.result(keeping: self, operation: name) { ct_map(function, handle, $0) }
    }
}
