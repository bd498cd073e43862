import Catalog
import FoundationEssentials
import ObjectStorage

extension VersionDescription {
    /// A version's row and what hangs on it, as a client sees them.
    init(_ record: VersionRecord, project: String, files: [VersionFileRecord], run: RunRecord?) {
        func location(_ kind: VersionFileKind) -> ObjectLocation? {
            files.first { $0.kind == kind }.map { ObjectLocation(bucket: $0.bucket, key: $0.key) }
        }
        let hasEnded = record.trainingEnd != nil
        version = record.reference(in: project)
        created = Date(milliseconds: record.id)
        status = record.status
        statusMessage = record.statusMessage
        minimumInferenceUnits = record.minimumUnits
        maximumInferenceUnits = record.maximumUnits
        billableTrainingSeconds = record.billableSeconds
        trainingEnd = record.trainingEnd.map { Date(milliseconds: $0) }
        output = record.output
        trainingData =
            hasEnded
            ? DataResult(
                input: [record.trainingManifest].compactMap(\.self),
                output: location(.trainingSnapshot),
                validation: location(.trainingValidation),
                isSplitOff: false
            ) : nil
        testingData =
            hasEnded
            ? DataResult(
                input: [record.testingManifest].compactMap(\.self),
                output: location(.testingSnapshot),
                validation: location(.testingValidation),
                isSplitOff: record.splitsTraining
            ) : nil
        evaluation = record.f1.flatMap { f1 in
            location(.evaluationSummary).map { EvaluationResult(f1: f1, summary: $0) }
        }
        manifestSummary = location(.manifestSummary)
        kmsKeyID = record.kmsKeyID
        source = record.source
        versionDescription = record.explanation
        progress = record.status == .training ? run.map(RunProgress.init) : nil
    }
}

extension RunProgress {
    /// How far a run's row says it is.
    init(_ run: RunRecord) {
        self.init(
            status: run.status,
            share: run.steps > 0 ? Double(run.step) / Double(run.steps) : 0,
            secondsLeft: run.secondsLeft
        )
    }
}
