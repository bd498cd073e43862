import Foundation
import TrainingRuns

/// Lays out a new run folder with its job.
struct JobWriter {
    let folder: RunFolder

    func write(_ job: TrainingJob) throws {
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        try encoder.encode(job).write(to: folder.job, options: .atomic)
    }
}
