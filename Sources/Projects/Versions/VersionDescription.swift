package import Catalog
package import FoundationEssentials
package import ObjectStorage

/// A project version as DescribeProjectVersions shows it.
package struct VersionDescription: Hashable, Sendable {
    package let version: VersionReference
    package let created: Date
    package let status: VersionStatus
    package let statusMessage: String
    /// From start to stop.
    package let minimumInferenceUnits: Int?
    /// From start to stop, where it was given.
    package let maximumInferenceUnits: Int?
    /// After a training that went well.
    package let billableTrainingSeconds: Int?
    /// After a training, however it went.
    package let trainingEnd: Date?
    package let output: OutputPlace
    /// After a training, however it went.
    package let trainingData: DataResult?
    /// After a training, however it went.
    package let testingData: DataResult?
    /// After a training that went well and had test images.
    package let evaluation: EvaluationResult?
    package let manifestSummary: ObjectLocation?
    package let kmsKeyID: String?
    /// For copies alone.
    package let source: VersionReference?
    package let versionDescription: String?
    /// Katmai's own: how far the training is, while it is in progress.
    package let progress: RunProgress?

    package init(
        version: VersionReference,
        created: Date,
        status: VersionStatus,
        statusMessage: String,
        minimumInferenceUnits: Int?,
        maximumInferenceUnits: Int?,
        billableTrainingSeconds: Int?,
        trainingEnd: Date?,
        output: OutputPlace,
        trainingData: DataResult?,
        testingData: DataResult?,
        evaluation: EvaluationResult?,
        manifestSummary: ObjectLocation?,
        kmsKeyID: String?,
        source: VersionReference?,
        versionDescription: String?,
        progress: RunProgress?
    ) {
        self.version = version
        self.created = created
        self.status = status
        self.statusMessage = statusMessage
        self.minimumInferenceUnits = minimumInferenceUnits
        self.maximumInferenceUnits = maximumInferenceUnits
        self.billableTrainingSeconds = billableTrainingSeconds
        self.trainingEnd = trainingEnd
        self.output = output
        self.trainingData = trainingData
        self.testingData = testingData
        self.evaluation = evaluation
        self.manifestSummary = manifestSummary
        self.kmsKeyID = kmsKeyID
        self.source = source
        self.versionDescription = versionDescription
        self.progress = progress
    }
}

/// Where a version's files go.
package struct OutputPlace: Hashable, Sendable, Codable {
    package var bucket: String
    /// As it was given; nil where it was not.
    package var prefix: String?

    package init(bucket: String, prefix: String?) {
        self.bucket = bucket
        self.prefix = prefix
    }
}

/// What a training made of one of its two sets: AWS's TrainingDataResult and TestingDataResult.
package struct DataResult: Hashable, Sendable {
    /// The manifests named in the request; none for the project's own datasets.
    package var input: [ObjectLocation]
    /// The snapshot of what was used.
    package var output: ObjectLocation?
    /// The manifest with its errors.
    package var validation: ObjectLocation?
    /// For the testing set: whether it was split off the training set.
    package var isSplitOff: Bool

    package init(
        input: [ObjectLocation],
        output: ObjectLocation?,
        validation: ObjectLocation?,
        isSplitOff: Bool
    ) {
        self.input = input
        self.output = output
        self.validation = validation
        self.isSplitOff = isSplitOff
    }
}

/// How good a version is, and where that is written in full.
package struct EvaluationResult: Hashable, Sendable {
    /// The mean over the labels, 0...1.
    package var f1: Double
    package var summary: ObjectLocation

    package init(f1: Double, summary: ObjectLocation) {
        self.f1 = f1
        self.summary = summary
    }
}

/// How far a training is.
package struct RunProgress: Hashable, Sendable {
    package let status: RunStatus
    /// Of the steps, 0...1.
    package let share: Double
    /// Until the last step, by the speed so far; nil before the first is done.
    package let secondsLeft: Double?

    package init(status: RunStatus, share: Double, secondsLeft: Double?) {
        self.status = status
        self.share = share
        self.secondsLeft = secondsLeft
    }
}
