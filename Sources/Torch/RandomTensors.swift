import Foundation

/// A small generator whose numbers depend on its seed alone: SplitMix64 (Steele, Lea and Flood 2014,
/// doi:10.1145/2714064.2660195).
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Any seed will do, 0 too.
    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Evenly distributed in 0 ..< 1, in steps of 2^-53.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}

extension Tensor {
    /// Normally distributed values around 0; the same seed gives the same values, whatever libtorch's
    /// version.
    package static func normal(shape: [Int], deviation: Float, seed: UInt64) throws(TorchError) -> Tensor {
        var generator = SplitMix64(seed: seed)
        let values = (0..<elementCount(of: shape)).map { _ in
            // Box and Muller 1958; 1 - unit() lies in 0 <... 1, so that the logarithm is finite.
            let radius = (-2 * log(1 - generator.unit())).squareRoot()
            return deviation * Float(radius * cos(2 * .pi * generator.unit()))
        }
        return try Tensor(values, shape: shape)
    }

    /// Evenly distributed values in -bound ..< bound; the same seed gives the same values.
    package static func uniform(shape: [Int], bound: Float, seed: UInt64) throws(TorchError) -> Tensor {
        var generator = SplitMix64(seed: seed)
        let values = (0..<elementCount(of: shape)).map { _ in
            Float((generator.unit() * 2 - 1) * Double(bound))
        }
        return try Tensor(values, shape: shape)
    }

    /// The product of a shape, 0 for a shape that no tensor can have: making it then fails with libtorch's
    /// words.
    private static func elementCount(of shape: [Int]) -> Int {
        shape.allSatisfy { $0 >= 0 } ? shape.reduce(1, *) : 0
    }
}
