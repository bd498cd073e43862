import AWSSignatureV4
import Synchronization

/// A name that nothing else has: 128 random bits in hexadecimal.
enum RandomName {
    static func make(using generator: inout some RandomNumberGenerator) -> String {
        Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// From the system's randomness.
    static let system: @Sendable () -> String = {
        var generator = SystemRandomNumberGenerator()
        return make(using: &generator)
    }

    /// From the system's randomness but for the first two digits, which name a folder: they stay for a while, so that files
    /// that are written together share the wait for their folder.
    static func neighbours() -> @Sendable () -> String {
        let count = Atomic(Int.random(in: 0..<256) * namesPerFolder)
        return {
            let number = count.wrappingAdd(1, ordering: .relaxed).oldValue
            let folder = UInt8(truncatingIfNeeded: number / namesPerFolder)
            return Hexadecimal.text([folder]) + system().dropFirst(2)
        }
    }

    /// Names after which the next folder's turn comes.
    private static let namesPerFolder = 256
}
