import Annotations
import Dispatch
import Synchronization

/// Makes batches on worker threads and keeps some ahead of the trainer.
///
/// A batch depends on seed, epoch and images alone, so the number of workers and their order change nothing.
package final class BatchLoader {
    /// A batch under way: filled by a worker, awaited by the trainer.
    private final class Promise: Sendable {
        private let result = Mutex<Result<Batch, DatasetError>?>(nil)
        private let isReady = DispatchSemaphore(value: 0)

        func fill(_ value: Result<Batch, DatasetError>) {
            result.withLock { $0 = value }
            isReady.signal()
        }

        func wait() -> Result<Batch, DatasetError>? {
            isReady.wait()
            return result.withLock { $0 }
        }
    }

    private let samples: [DetectionSample]
    private let cache: ImageCache
    private let augmentation: Augmentation?
    private let order: BatchOrder
    private let sizes: [Int]
    private let seed: UInt64
    private let depth: Int
    private let workers: DispatchQueue
    private let slots: DispatchSemaphore
    private var epoch: Int
    private var plan: ArraySlice<[Int]>
    private var pending: [Promise] = []

    /// Loads from batch `step` of `epoch` on, both counted from 0.
    ///
    /// With `augmentation` nil every image is shown as it is, letterboxed. `sizes` are the network's inputs in
    /// pixels, of which each batch takes one at random; `workers` is how many threads are at work at once.
    /// - Precondition: there is at least one size.
    package init(
        samples: [DetectionSample],
        cache: ImageCache,
        augmentation: Augmentation?,
        order: BatchOrder,
        sizes: [Int],
        seed: UInt64,
        epoch: Int,
        step: Int,
        workers: Int
    ) {
        self.samples = samples
        self.cache = cache
        self.augmentation = augmentation
        self.order = order
        self.sizes = sizes
        self.seed = seed
        precondition(!sizes.isEmpty, "a batch needs a size")
        self.depth = workers + 2
        self.workers = DispatchQueue(label: "katmai.batches", attributes: .concurrent)
        self.slots = DispatchSemaphore(value: workers)
        self.epoch = epoch
        self.plan = order.images(epoch: epoch).dropFirst(step)
    }

    /// The next batch; past the end of an epoch the first of the following one.
    ///
    /// - Throws: what is wrong with an image file that cannot be read.
    package func next() throws(DatasetError) -> Batch {
        while pending.count < depth { pending.append(start()) }
        guard let result = pending.removeFirst().wait() else {
            preconditionFailure("a worker signals only after it has filled its promise")
        }
        return try result.get()
    }

    private func size(ofBatch index: Int) -> Int {
        var generator = SeededGenerator(seed: seed, keys: 3, UInt64(epoch), UInt64(index))
        return sizes[Int.random(in: 0..<sizes.count, using: &generator)]
    }

    private func start() -> Promise {
        if plan.isEmpty {
            epoch += 1
            plan = order.images(epoch: epoch)[...]
        }
        let size = size(ofBatch: plan.startIndex)
        let images = plan.removeFirst()
        let promise = Promise()
        let work = BatchWork(
            samples: images.map { samples[$0] },
            indices: images,
            cache: cache,
            augmentation: augmentation,
            size: size,
            seed: seed,
            epoch: epoch
        )
        workers.async { [slots] in
            slots.wait()
            defer { slots.signal() }
            promise.fill(Result { () throws(DatasetError) in try work.run() })
        }
        return promise
    }
}
