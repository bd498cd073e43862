package import Annotations

/// Which scenes a drawn data set has.
package struct SceneSet: Sendable {
    /// What a scene is for; the raw value names its manifest and begins its file's name.
    package enum Split: String, CaseIterable, Sendable {
        case train
        case test

        /// The number of the split's first scene; both are multiples of five, so that the splits are alike.
        fileprivate var firstNumber: UInt64 { self == .train ? 0 : 1_000_000 }
    }

    package var trainCount = 120
    package var testCount = 60
    package var seed: UInt64 = 0
    package var size = ImageSize(width: 480, height: 360)
    package var difficulty = Difficulty()

    /// The set that the demonstration trains on.
    package init() {}

    /// The number of scenes in a split.
    package func count(of split: Split) -> Int { split == .train ? trainCount : testCount }

    /// One scene; `index` counts from 0, and how many others the set has changes nothing.
    package func scene(_ split: Split, _ index: Int) -> Scene {
        Scene(seed: seed, number: split.firstNumber + UInt64(index), size: size, difficulty: difficulty)
    }
}
