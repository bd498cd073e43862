import Foundation
import TrainingRuns

/// How the loss stood at a step.
package struct LossPoint: Hashable, Sendable {
    /// Steps done since the run began.
    package let step: Int
    /// Epochs done, with their fractions.
    package let epoch: Double
    /// Mean over the epoch so far.
    package let loss: Double
    package let imagesPerSecond: Double
    package let endsEpoch: Bool
}

/// Average precision on the validation images after an epoch, 0...1.
package struct ValidationPoint: Hashable, Sendable {
    package let epoch: Int
    package let ap50: Double
    package let ap: Double
    package let isBest: Bool
}

/// What a trainer has said so far, all attempts together.
struct TrainingSeries: Hashable, Sendable {
    private(set) var start: TrainingEvent.Started?
    private(set) var losses: [LossPoint] = []
    private(set) var validations: [ValidationPoint] = []
    /// Of the exported model's test, once it has begun.
    private(set) var evaluating: TrainingEvent.Evaluating?
    private(set) var secondsLeft: Double?

    /// Reads the lines of an event log.
    ///
    /// A line that was cut off when the server was killed is passed over: the trainer went on from a checkpoint and said
    /// the same again.
    init(_ log: Data) {
        let decoder = JSONDecoder()
        for line in log.split(separator: UInt8(ascii: "\n")) {
            if let event = try? decoder.decode(TrainingEvent.self, from: Data(line)) { take(event) }
        }
    }

    private mutating func take(_ event: TrainingEvent) {
        switch event {
        case .started(let started):
            start = started
            evaluating = nil
            // What came behind the checkpoint comes again.
            losses.removeAll { $0.step > started.step }
            let epoch = started.step / max(1, started.stepsPerEpoch)
            validations.removeAll { $0.epoch > epoch }
        case .progress(let progress):
            secondsLeft = progress.secondsLeft
            losses.append(
                LossPoint(
                    step: progress.step,
                    epoch: Double(progress.step * progress.epochs) / Double(max(1, progress.steps)),
                    loss: progress.loss,
                    imagesPerSecond: progress.imagesPerSecond,
                    endsEpoch: progress.endsEpoch
                )
            )
        case .validated(let validated):
            validations.append(
                ValidationPoint(
                    epoch: validated.epoch,
                    ap50: validated.ap50,
                    ap: validated.ap,
                    isBest: validated.isBest
                )
            )
        case .evaluating(let now): evaluating = now
        case .checkpointed, .finished, .stopped, .failed: break
        }
    }

    /// So many points at most, evenly taken, the last among them.
    func losses(atMost count: Int) -> [LossPoint] {
        guard losses.count > count, count > 1 else { return losses }
        let step = Double(losses.count - 1) / Double(count - 1)
        return (0..<count).map { losses[Int((Double($0) * step).rounded())] }
    }
}

/// The events of a run, a line each, in its folder: what a page draws curves of, also after the server was killed.
struct EventLog: Sendable {
    private let file: URL

    init(_ folder: RunFolder) {
        file = folder.url.appending(path: "events.jsonl")
    }

    /// Appends events; the folder must be there.
    func append(_ events: [TrainingEvent]) throws {
        guard !events.isEmpty else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        var lines = Data()
        for event in events {
            lines += try encoder.encode(event)
            lines.append(UInt8(ascii: "\n"))
        }
        guard FileManager.default.fileExists(atPath: file.path) else {
            return try lines.write(to: file)
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        // A line that was cut off ends here.
        if try handle.seekToEnd() > 0 { lines.insert(UInt8(ascii: "\n"), at: lines.startIndex) }
        try handle.write(contentsOf: lines)
    }

    /// What the log tells; nothing where there is none, as of trainings before there were logs.
    func series() throws -> TrainingSeries {
        guard FileManager.default.fileExists(atPath: file.path) else { return TrainingSeries(Data()) }
        return TrainingSeries(try Data(contentsOf: file))
    }
}
