import CTorch

extension Tensor {
    /// The elements of a float32 tensor in row-major order, whatever its layout in memory.
    package func floats() throws(TorchError) -> [Float] {
        try elements(.float32)
    }

    /// The elements of an int64 tensor in row-major order, whatever its layout in memory.
    package func int64s() throws(TorchError) -> [Int64] {
        try elements(.int64)
    }

    /// The value of a float32 tensor of one element.
    package func scalar() throws(TorchError) -> Float {
        let values = try floats()
        guard values.count == 1 else {
            throw .invalidArgument(operation: #function, message: "shape \(shape) is not one element")
        }
        return values[0]
    }

    /// Calls `body` with the elements in row-major order and the machine's byte order.
    ///
    /// The bytes may be the tensor's own, and are valid within `body` alone.
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let packed = try contiguous()
        return try withExtendedLifetime(packed) { try body(packed.packedBytes()) }
    }

    /// The elements of a row-major tensor, valid as long as it lives.
    private func packedBytes() throws(TorchError) -> UnsafeRawBufferPointer {
        var start: UnsafeRawPointer?
        var count = 0
        try Tensor.perform(keeping: self) { ct_bytes(handle, &start, &count) }
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    private func elements<Element: BitwiseCopyable>(
        _ type: ElementType,
        operation: String = #function
    ) throws(TorchError) -> [Element] {
        guard elementType == type else {
            let message = "the elements are \(elementType), not \(type)"
            throw .invalidArgument(operation: operation, message: message)
        }
        let packed = try contiguous()
        let bytes = try packed.packedBytes()
        return withExtendedLifetime(packed) {
            [Element](unsafeUninitializedCapacity: packed.elementCount) { buffer, count in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                count = buffer.count
            }
        }
    }
}
