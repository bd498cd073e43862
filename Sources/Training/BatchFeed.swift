import Datasets
import Dispatch
import Foundation
import Networks
import Synchronization
import Torch

/// A batch for one step.
struct PreparedBatch: Sendable {
    let batch: Batch
    /// What the frozen stages made of it; nil where the learner has to run them.
    let features: FrozenFeatures?
}

/// Prepares batches on a thread of its own: has them loaded, and runs the frozen stages on them while the learner still works on
/// those before.
///
/// What it gives does not depend on how far it is ahead.
final class BatchFeed: Sendable {
    /// Frozen stages that run ahead.
    struct Ahead: Sendable {
        let stages: FrozenStages
        /// The step at which they thaw.
        let until: Int
        let threads: Int
    }

    /// Batches that lie ready at most.
    private static let depth = 2

    private let ready = Mutex<[Result<PreparedBatch, any Error>]>([])
    private let isClosed = Atomic(false)
    // All begin at 0, which a semaphore may be at when it goes.
    private let filled = DispatchSemaphore(value: 0)
    private let free = DispatchSemaphore(value: 0)
    private let ended = DispatchSemaphore(value: 0)

    /// Begins at once, with the first of `steps`.
    ///
    /// `ahead` nil leaves the frozen stages to the learner. `makeLoader` is called on the feed's thread.
    init(steps: Range<Int>, ahead: Ahead?, makeLoader: @escaping @Sendable () -> BatchLoader) {
        for _ in 0..<Self.depth { free.signal() }
        Thread.detachNewThread { [self] in
            defer { ended.signal() }
            do {
                let loader = makeLoader()
                let backbone = try ahead.map { ahead in
                    // Both hold for this thread alone.
                    try TorchRuntime.setThreads(ahead.threads)
                    TorchRuntime.flushDenormals()
                    return try FrozenBackbone(ahead.stages)
                }
                for step in steps {
                    guard isWanted() else { return }
                    let batch = try loader.next()
                    let isFrozen = step < ahead?.until ?? 0
                    let features = isFrozen ? try backbone.map { try $0(batch.images()) } : nil
                    put(.success(PreparedBatch(batch: batch, features: features)))
                }
            } catch {
                put(.failure(error))
            }
        }
    }

    /// The next step's batch.
    ///
    /// - Throws: what is wrong with an image file that cannot be read, or what the engine refused.
    /// - Precondition: it is asked no more often than there are steps, and not after an error.
    func next() throws -> PreparedBatch {
        filled.wait()
        let result = ready.withLock { $0.removeFirst() }
        free.signal()
        return try result.get()
    }

    /// Ends the thread and waits until it has ended.
    func close() {
        isClosed.store(true, ordering: .relaxed)
        free.signal()
        ended.wait()
    }

    /// Waits for a free place; false when the feed was closed.
    private func isWanted() -> Bool {
        free.wait()
        return !isClosed.load(ordering: .relaxed)
    }

    private func put(_ result: Result<PreparedBatch, any Error>) {
        ready.withLock { $0.append(result) }
        filled.signal()
    }
}

extension Batch {
    /// The normalised images, `[count, 3, size, size]`.
    func images() throws -> Tensor {
        try pixels.withUnsafeBytes { pixels in
            try Tensor.images(pixels, count: count, height: size, width: size)
        }
    }
}
