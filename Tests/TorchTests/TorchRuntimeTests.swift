import Testing
import Torch

/// One after the other: they set what the whole process shares.
@Suite(.serialized, .tags(.torch)) struct TorchRuntimeTests {
    @Test func `the number of threads is set and bounded`() throws {
        let before = TorchRuntime.threads
        try TorchRuntime.setThreads(1)
        #expect(TorchRuntime.threads == 1)
        try TorchRuntime.setThreads(before)
        #expect(TorchRuntime.threads == before)
        #expect(throws: TorchError.self) { try TorchRuntime.setThreads(0) }
        #expect(throws: TorchError.self) { try TorchRuntime.setThreads(1 << 40) }
    }

    @Test func `filters of their own have the same gradient from any number of threads`() throws {
        let before = TorchRuntime.threads
        let input = try Tensor.normal(shape: [3, 48, 9, 7], deviation: 1, seed: 1).channelsLast()
        func gradient(threads: Int) throws -> [Float] {
            try TorchRuntime.setThreads(threads)
            let weight = try Tensor.normal(shape: [48, 1, 5, 5], deviation: 1, seed: 2)
            try weight.requireGradient(true)
            try input.convolution(weight: weight, padding: 2, groups: 48).power(2).sum().backward()
            return try #require(try weight.gradient).floats()
        }
        #expect(try gradient(threads: 1) == gradient(threads: 3))
        try TorchRuntime.setThreads(before)
    }

    @Test func `the version is that of a libtorch`() {
        #expect(TorchRuntime.version.hasPrefix("2."))
    }

    @Test func `seeding is accepted`() throws {
        try TorchRuntime.seed(.max)
    }

    @Test func `freed memory is kept, and memory still runs out as an error`() throws {
        #expect(TorchRuntime.keepFreedMemory())
        #expect(try Tensor(full: [1 << 24], 1).sum().scalar() == 0x1p24)
        #expect(throws: TorchError.self) { try Tensor(zeros: [1 << 50]) }
    }

    @Test func `denormal floats are flushed on request`() throws {
        let denormal = Float.leastNormalMagnitude / 4
        let tiny = try Tensor([denormal], shape: [1])
        #expect(TorchRuntime.flushDenormals(true))
        #expect(try (tiny * 1).floats() == [0])
        TorchRuntime.flushDenormals(false)
        #expect(try (tiny * 1).floats() == [denormal])
    }
}
