extension PickledWeightsBuilder.Storage {
    /// The elements of one view in row-major order; nil before the storage is located in the file.
    func values(of view: PickledWeightsBuilder.View, in file: [UInt8]) -> PickledWeights.Values? {
        guard let start else { return nil }
        let bytes = start..<start + count * kind.byteCount
        return switch kind {
        case .float32: .float32(Self.gather(view, Self.elements(file, bytes, count)))
        case .int64: .int64(Self.gather(view, Self.elements(file, bytes, count)))
        }
    }

    /// The storage's elements; the file's byte order, little-endian, is that of every machine libtorch's wheels are
    /// for.
    private static func elements<Element: BitwiseCopyable>(
        _ file: [UInt8],
        _ bytes: Range<Int>,
        _ count: Int
    ) -> [Element] {
        [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            file.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: .init(rebasing: $0[bytes]))
            }
            initialized = count
        }
    }

    /// Walks a view row by row; its places were checked to lie within the storage when it was read.
    ///
    /// Pointers, because arrays are many times slower in debug builds and there are millions of elements.
    private static func gather<Element: BitwiseCopyable>(
        _ view: PickledWeightsBuilder.View,
        _ elements: [Element]
    ) -> [Element] {
        guard view.elementCount > 0 else { return [] }
        // Without the dimensions of length 1, of which a pointwise convolution has two, rows are long.
        let dimensions = zip(view.shape, view.strides).filter { $0.0 != 1 }
        let (rowLength, step) = dimensions.last ?? (1, 0)
        var index = [Int](repeating: 0, count: dimensions.count)
        return [Element](unsafeUninitializedCapacity: view.elementCount) { target, filled in
            elements.withUnsafeBufferPointer { source in
                while filled < view.elementCount {
                    let first = zip(index, dimensions).reduce(view.offset) { $0 + $1.0 * $1.1.1 }
                    for column in 0..<rowLength { target[filled + column] = source[first + column * step] }
                    filled += rowLength
                    // On to the next row, as an odometer turns.
                    for dimension in index.indices.dropLast().reversed() {
                        index[dimension] += 1
                        if index[dimension] < dimensions[dimension].0 { break }
                        index[dimension] = 0
                    }
                }
            }
        }
    }
}
