import CTorch

/// An array of any number of dimensions on the CPU, and its part in automatic differentiation.
///
/// A tensor is a reference, and several tensors may share their elements: `detached`, `narrowed`, `permuted`
/// and the like give such views, and what changes one in place changes all. It is not `Sendable`: one thread
/// at a time.
package final class Tensor {
    /// The shim's tensor, which this object owns.
    let handle: OpaquePointer

    init(owning handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        ct_free(handle)
    }

    /// Calls one function of the shim that makes a tensor.
    ///
    /// `kept` are the tensors whose handles the call uses: Swift may end an object after its last use, which
    /// for a handle that was read before the call would be before the call's end.
    static func newHandle<Kept>(
        keeping kept: Kept,
        operation: String,
        _ call: (UnsafeMutablePointer<OpaquePointer?>) -> ct_status
    ) throws(TorchError) -> OpaquePointer {
        var handle: OpaquePointer?
        let status = withExtendedLifetime(kept) { call(&handle) }
        try TorchError.check(status, operation: operation)
        guard let handle else { throw .engine(operation: operation, message: "it gave no tensor") }
        return handle
    }

    /// The tensor that one function of the shim makes; `operation` is the caller's name.
    static func result<Kept>(
        keeping kept: Kept,
        operation: String = #function,
        _ call: (UnsafeMutablePointer<OpaquePointer?>) -> ct_status
    ) throws(TorchError) -> Tensor {
        Tensor(owning: try newHandle(keeping: kept, operation: operation, call))
    }

    /// Calls one function of the shim that makes no tensor; `kept` and `operation` as for `result`.
    static func perform<Kept>(
        keeping kept: Kept,
        operation: String = #function,
        _ call: () -> ct_status
    ) throws(TorchError) {
        try TorchError.check(withExtendedLifetime(kept) { call() }, operation: operation)
    }

    /// Handles as the shim takes lists of them.
    static func handles(_ tensors: [Tensor]) -> [OpaquePointer?] {
        tensors.map { $0.handle }
    }
}

// MARK: - Attributes

extension Tensor {
    /// The lengths of the dimensions, outermost first; empty for a single element.
    package var shape: [Int] {
        withExtendedLifetime(self) {
            let lengths = [Int64](unsafeUninitializedCapacity: ct_rank(handle)) { buffer, count in
                count = buffer.count
                if let start = buffer.baseAddress { ct_shape(handle, start) }
            }
            return lengths.map(Int.init)
        }
    }

    /// The product of the shape.
    package var elementCount: Int { shape.reduce(1, *) }

    /// What one element is; a type that Swift does not know ends the program.
    package var elementType: ElementType {
        guard let type = ElementType(code: withExtendedLifetime(self) { ct_type(handle) }) else {
            preconditionFailure("an operation of the shim gave an element type that Swift does not know")
        }
        return type
    }

    /// True when no element is infinite or not a number.
    package func isFinite() throws(TorchError) -> Bool {
        var finite = false
        try Tensor.perform(keeping: self) { ct_all_finite(handle, &finite) }
        return finite
    }
}
