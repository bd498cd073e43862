import Testing
import Torch

@Test(.tags(.torch)) func `a tensor gives back what it was made of`() throws {
    let tensor = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    #expect(tensor.shape == [2, 3])
    #expect(tensor.elementCount == 6)
    #expect(tensor.elementType == .float32)
    #expect(try tensor.floats() == [1, 2, 3, 4, 5, 6])
    #expect(try tensor.transposed(0, 1).floats() == [1, 4, 2, 5, 3, 6])
    let counts = try Tensor([-1, 1 << 40] as [Int64], shape: [2])
    #expect(counts.elementType == .int64)
    #expect(try counts.int64s() == [-1, 1 << 40])
    #expect(try counts.to(.float32).floats() == [-1, 0x1p40])
    #expect(try Tensor(full: [], 2.5).scalar() == 2.5)
    #expect(try Tensor(zeros: [0, 3]).floats().isEmpty)
}

@Test(.tags(.torch)) func `bytes are read in row-major order`() throws {
    let tensor = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2]).transposed(0, 1)
    let values = try tensor.withBytes { Array($0.assumingMemoryBound(to: Float.self)) }
    #expect(values == [1, 3, 2, 4])
    let copy = try values.withUnsafeBytes { try Tensor(bytes: $0, .float32, shape: [4]) }
    #expect(try copy.floats() == values)
}

@Test(.tags(.torch)) func `pixels become normalised channels-last images`() throws {
    let pixels: [UInt8] = [127, 255, 0, 1, 2, 3, 10, 20, 30, 40, 50, 60]
    let images = try pixels.withUnsafeBytes { try Tensor.images($0, count: 2, height: 1, width: 2) }
    #expect(images.shape == [2, 3, 1, 2])
    let expected: [Float] = [127, 1, 255, 2, 0, 3, 10, 40, 20, 50, 30, 60].map { ($0 - 127) / 128 }
    #expect(try images.floats() == expected)
    #expect(throws: TorchError.self) {
        try pixels.withUnsafeBytes { try Tensor.images($0, count: 2, height: 2, width: 2) }
    }
}

@Test(.tags(.torch)) func `random tensors follow their seed and distribution`() throws {
    let first = try Tensor.normal(shape: [100, 100], deviation: 2, seed: 1).floats()
    #expect(try Tensor.normal(shape: [100, 100], deviation: 2, seed: 1).floats() == first)
    #expect(try Tensor.normal(shape: [100, 100], deviation: 2, seed: 2).floats() != first)
    let mean = first.reduce(0, +) / 10_000
    let variance = first.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    #expect(abs(mean) < 0.06)
    #expect(abs(variance - 4) < 0.2)
    let even = try Tensor.uniform(shape: [10_000], bound: 0.5, seed: 3).floats()
    #expect(even.allSatisfy { $0 >= -0.5 && $0 < 0.5 })
    #expect(abs(even.reduce(0) { $0 + $1 * $1 } / 10_000 - 1 / 12) < 0.003)
}

@Test(.tags(.torch)) func `shapes are rearranged`() throws {
    let tensor = try Tensor((0..<6).map(Float.init), shape: [1, 2, 3])
    #expect(try tensor.permuted([2, 0, 1]).floats() == [0, 3, 1, 4, 2, 5])
    #expect(try tensor.reshaped([3, -1]).shape == [3, 2])
    #expect(try tensor.flattened(from: 1).shape == [1, 6])
    #expect(try tensor.unsqueezed(-1).shape == [1, 2, 3, 1])
    #expect(try tensor.narrowed(dimension: 2, start: 1, length: 2).floats() == [1, 2, 4, 5])
    let rows = try tensor.reshaped([3, 2]).rows(Tensor([2, 0, 2] as [Int64], shape: [3]))
    #expect(try rows.floats() == [4, 5, 0, 1, 4, 5])
    #expect(try Tensor.concatenated([tensor, tensor], dimension: 1).shape == [1, 4, 3])
    #expect(try Tensor.stacked([tensor, tensor]).shape == [2, 1, 2, 3])
    let images = try Tensor((0..<8).map(Float.init), shape: [1, 2, 2, 2])
    #expect(try images.channelsLast().floats() == images.floats())
    #expect(try images.channelsLast().contiguous().floats() == images.floats())
}

@Test(.tags(.torch)) func `views share elements and copies do not`() throws {
    let tensor = try Tensor(zeros: [2, 2])
    let copy = try tensor.cloned()
    try tensor.narrowed(dimension: 0, start: 1, length: 1).fill(3)
    #expect(try tensor.floats() == [0, 0, 3, 3])
    try tensor.detached().scale(by: 2)
    #expect(try tensor.floats() == [0, 0, 6, 6])
    try copy.copy(from: Tensor([1, 2] as [Int64], shape: [2]))
    #expect(try copy.floats() == [1, 2, 1, 2])
}

@Test(.tags(.torch)) func `a value that is no number is noticed`() throws {
    #expect(try Tensor([1, -3] as [Float], shape: [2]).isFinite())
    #expect(try !Tensor([1, .nan] as [Float], shape: [2]).isFinite())
    #expect(try !Tensor([-.infinity, 1] as [Float], shape: [2]).isFinite())
    #expect(try Tensor(zeros: [0]).isFinite())
}

@Test(.tags(.torch)) func `wrong arguments are errors with libtorch's words`() throws {
    let error = #expect(throws: TorchError.self) { try Tensor(zeros: [2, 3]) + Tensor(zeros: [4]) }
    guard case .invalidArgument(let operation, let message) = error else {
        Issue.record("not an invalid argument: \(String(describing: error))")
        return
    }
    #expect(operation == "+(_:_:)")
    #expect(message.contains("must match the size"))
    #expect(throws: TorchError.self) { try Tensor([1, 2] as [Float], shape: [3]) }
    #expect(throws: TorchError.self) { try Tensor(zeros: [-1]) }
    #expect(throws: TorchError.self) { try Tensor(zeros: [2]).floatsOfRow(5) }
    #expect(throws: TorchError.self) { try Tensor(zeros: [2]).int64s() }
    #expect(throws: TorchError.self) { try Tensor(zeros: [2]).scalar() }
    #expect(throws: TorchError.self) { try Tensor(zeros: [2]).clamped() }
    #expect(throws: TorchError.self) { try Tensor.stacked([]) }
    #expect(throws: TorchError.self) {
        try Tensor(zeros: [1, 3, 4, 4]).convolution(weight: Tensor(zeros: [2, 4, 3, 3]))
    }
    // Filters of 1x1 go a way of their own.
    #expect(throws: TorchError.self) {
        try Tensor(zeros: [1, 3, 4, 4]).convolution(
            weight: Tensor(zeros: [2, 3, 1, 1]),
            bias: Tensor(zeros: [1])
        )
    }
}

@Test(.tags(.torch)) func `more memory than there is is an error of its own`() throws {
    let error = #expect(throws: TorchError.self) { try Tensor(zeros: [1 << 25, 1 << 25]) }
    guard case .outOfMemory = error else {
        Issue.record("not out of memory: \(String(describing: error))")
        return
    }
    // The process goes on.
    #expect(try Tensor(full: [2], 1).sum().scalar() == 2)
}

extension Tensor {
    fileprivate func floatsOfRow(_ index: Int64) throws -> [Float] {
        try rows(Tensor([index], shape: [1])).floats()
    }
}
