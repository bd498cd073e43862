/// A small generator whose whole state is one number: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014).
///
/// One is made for each image and epoch from the run's seed, so the order in which threads work does not matter.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator for one purpose within a run.
    ///
    /// - Parameters:
    ///   - seed: the run's seed.
    ///   - keys: what tells this use from others, for example an epoch and an image.
    package init(seed: UInt64, keys: UInt64...) {
        state = seed
        for key in keys {
            state ^= key &* 0xD6E8_FEB8_6659_FD93
            state = next()
        }
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
