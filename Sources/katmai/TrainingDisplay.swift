import Foundation
import Synchronization
import TrainingRuns

/// Shows a training: one line that is drawn anew on a terminal, JSON lines elsewhere.
final class TrainingDisplay: Sendable {
    private static let barWidth = 20

    private let isInteractive: Bool
    private let validation = Mutex<TrainingEvent.Validated?>(nil)

    init(isInteractive: Bool) {
        self.isInteractive = isInteractive
    }

    func show(_ event: TrainingEvent) throws {
        guard isInteractive else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            try Terminal.write(String(decoding: encoder.encode(event), as: UTF8.self) + "\n")
            return
        }
        switch event {
        case .started(let start): try Terminal.write(Self.text(start) + "\n")
        case .progress(let progress): try redraw(line(progress))
        case .validated(let score): validation.withLock { $0 = score }
        case .evaluating(let state):
            try redraw("measuring on the test images: \(state.done) of \(state.images)")
        case .finished(let end): try redraw(Self.text(end) + "\n")
        case .checkpointed, .stopped, .failed: break
        }
    }

    /// Leaves the progress line where it is and goes below it.
    func end() throws {
        guard isInteractive else { return }
        try Terminal.write("\n")
    }

    private func line(_ progress: TrainingEvent.Progress) -> String {
        let share = Double(progress.step) / Double(max(progress.steps, 1))
        let filled = Int(share * Double(Self.barWidth))
        let bar =
            String(repeating: "#", count: filled) + String(repeating: ".", count: Self.barWidth - filled)
        var parts = [
            "epoch \(progress.epoch)/\(progress.epochs) [\(bar)]",
            "loss " + String(format: "%.3f", progress.loss),
            String(format: "%.1f", progress.imagesPerSecond) + " images/s",
            Self.duration(progress.secondsLeft) + " left",
        ]
        if let score = validation.withLock({ $0 }) {
            parts.append(String(format: "validation AP50 %.3f", score.ap50) + (score.isBest ? " (best)" : ""))
        }
        return parts.joined(separator: "  ")
    }

    private static func text(_ start: TrainingEvent.Started) -> String {
        let held = start.validationImages > 0 ? ", \(start.validationImages) to choose the checkpoint" : ""
        let from = start.step > 0 ? ", going on after step \(start.step)" : ""
        return
            "\(start.trainingImages) images to learn from (\(start.negativeImages) without an object)\(held), "
            + "\(start.testImages) for the last word; \(start.epochs) epochs on \(start.threads) threads\(from)"
    }

    private static func text(_ end: TrainingEvent.Finished) -> String {
        "done in \(duration(end.seconds)), \(duration(end.trainingSeconds)) of it training"
    }

    private static func duration(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded())
        if whole >= 3600 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
        return whole >= 60 ? "\(whole / 60) min \(whole % 60) s" : "\(whole) s"
    }

    private func redraw(_ text: String) throws { try Terminal.write("\r\u{1B}[K" + text) }
}
