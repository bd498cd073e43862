import Foundation

/// A linear warm-up, then half a cosine down to a twentieth.
package struct LearningRateSchedule: Sendable {
    private static let warmUpSteps = 50
    private static let floor = 0.05

    package let steps: Int

    /// - Parameter steps: length of the run, at least 1.
    package init(steps: Int) {
        self.steps = steps
    }

    /// The factor on the peak rate, 0...1, for a step counted from 0.
    package func factor(step: Int) -> Double {
        let cosine = 0.5 * (1 + cos(.pi * Double(step) / Double(steps))) * (1 - Self.floor) + Self.floor
        return min(1, Double(step + 1) / Double(Self.warmUpSteps)) * cosine
    }
}
