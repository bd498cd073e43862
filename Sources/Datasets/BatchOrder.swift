/// Which images make which batch: a new seeded shuffle each epoch.
package struct BatchOrder: Hashable, Sendable {
    package let imageCount: Int
    /// Images a step; never more than there are images.
    package let batchSize: Int
    private let seed: UInt64

    /// - Precondition: there is at least one image, and `batchSize` is at least 1.
    package init(imageCount: Int, batchSize: Int, seed: UInt64) {
        precondition(imageCount > 0 && batchSize > 0, "an epoch needs images and a batch size")
        self.imageCount = imageCount
        self.batchSize = min(batchSize, imageCount)
        self.seed = seed
    }

    /// Whole batches only: the few images left over are others each time.
    package var batchesPerEpoch: Int { imageCount / batchSize }

    /// Indices of the images of all batches of an epoch, batch after batch.
    package func images(epoch: Int) -> [[Int]] {
        var generator = SeededGenerator(seed: seed, keys: 1, UInt64(epoch))
        let order = (0..<imageCount).shuffled(using: &generator)
        return (0..<batchesPerEpoch).map { Array(order[($0 * batchSize)..<(($0 + 1) * batchSize)]) }
    }
}
