import CTorch

/// What libtorch holds for the whole process.
package enum TorchRuntime {
    /// Version of libtorch, such as "2.13.0".
    package static var version: String { String(cString: ct_version()) }

    /// The number of threads that one operation uses.
    package static var threads: Int { Int(ct_threads()) }

    /// Sets the number of threads that one operation uses, at least 1.
    ///
    /// Results may depend on it in the last digits: sums are split by thread.
    package static func setThreads(_ count: Int) throws(TorchError) {
        guard let count = Int32(exactly: count) else {
            throw .invalidArgument(operation: #function, message: "\(count) threads")
        }
        try TorchError.check(ct_set_threads(count), operation: #function)
    }

    /// Seeds libtorch's own generators, which nothing here uses but libtorch itself.
    package static func seed(_ seed: UInt64) throws(TorchError) {
        try TorchError.check(ct_seed(seed), operation: #function)
    }

    /// Rounds floats too small for full precision to 0, on this thread and those it starts later.
    ///
    /// Arithmetic on such floats is tens of times slower. Call it before the first operation, whose threads
    /// inherit it. Returns false where the CPU cannot.
    @discardableResult
    package static func flushDenormals(_ on: Bool = true) -> Bool { ct_flush_denormals(on) }

    /// Keeps freed memory in the process for the next allocation, for good.
    ///
    /// Else every activation of some size is mapped from the system, zeroed and unmapped again in each
    /// training step: a forward and backward pass of eight images through eleven layers took 1.3 times as
    /// long on two threads. Returns false where the C library does not allow it.
    @discardableResult
    package static func keepFreedMemory() -> Bool { ct_keep_freed_memory() }
}
