import TrainingRuns

extension TrainingJob {
    /// Refuses a job that cannot be trained, naming what is wrong.
    func validate() throws {
        guard format == Self.currentFormat else { throw TrainingError.unknownJobFormat(format) }
        guard !labels.isEmpty else { throw TrainingError.noLabels }
        try settings.validate()
    }
}
