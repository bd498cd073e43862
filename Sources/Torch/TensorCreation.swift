import CTorch

extension Tensor {
    /// A float32 tensor of zeros.
    package convenience init(zeros shape: [Int]) throws(TorchError) {
        try self.init(full: shape, 0)
    }

    /// A float32 tensor whose elements are all `value`.
    package convenience init(full shape: [Int], _ value: Float) throws(TorchError) {
        let lengths = shape.map(Int64.init)
        let handle = try Tensor.newHandle(keeping: (), operation: "Tensor.init(full:)") { out in
            ct_full(lengths, lengths.count, value, out)
        }
        self.init(owning: handle)
    }

    /// Copies values in row-major order; there must be as many as the shape asks for.
    package convenience init(_ values: [Float], shape: [Int]) throws(TorchError) {
        self.init(owning: try Tensor.copy(values, .float32, shape: shape))
    }

    /// Copies values in row-major order; there must be as many as the shape asks for.
    package convenience init(_ values: [Int64], shape: [Int]) throws(TorchError) {
        self.init(owning: try Tensor.copy(values, .int64, shape: shape))
    }

    /// Copies row-major elements in the machine's byte order; there must be as many bytes as the shape asks
    /// for.
    package convenience init(
        bytes: UnsafeRawBufferPointer,
        _ type: ElementType,
        shape: [Int]
    ) throws(TorchError) {
        let handle = try Tensor.newHandle(keeping: (), operation: "Tensor.init(bytes:_:shape:)") { out in
            let lengths = shape.map(Int64.init)
            return ct_from_bytes(type.code, lengths, lengths.count, bytes.baseAddress, bytes.count, out)
        }
        self.init(owning: handle)
    }

    /// Normalised images from RGB pixels in the order [image, row, column, channel].
    ///
    /// Gives float32 [count, 3, height, width], channels last in memory, each value (pixel - 127) / 128.
    package static func images(
        _ pixels: UnsafeRawBufferPointer,
        count: Int,
        height: Int,
        width: Int
    ) throws(TorchError) -> Tensor {
        guard count >= 0, height >= 0, width >= 0, pixels.count == count * height * width * 3 else {
            throw .invalidArgument(
                operation: #function,
                message: "\(count) images of \(width) x \(height) pixels do not take \(pixels.count) bytes"
            )
        }
        return try result(keeping: ()) { out in
            let bytes = pixels.assumingMemoryBound(to: UInt8.self).baseAddress
            return ct_from_pixels(bytes, Int64(count), Int64(height), Int64(width), out)
        }
    }

    private static func copy<Element: BitwiseCopyable>(
        _ values: [Element],
        _ type: ElementType,
        shape: [Int]
    ) throws(TorchError) -> OpaquePointer {
        try newHandle(keeping: (), operation: "Tensor.init(_:shape:)") { out in
            let lengths = shape.map(Int64.init)
            return values.withUnsafeBytes { bytes in
                ct_from_bytes(type.code, lengths, lengths.count, bytes.baseAddress, bytes.count, out)
            }
        }
    }
}
