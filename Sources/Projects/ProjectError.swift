package import Catalog
package import ObjectStorage

/// Why a use case refuses; each case says which of AWS's errors it is, and carries what its message needs.
package enum ProjectError: Error, Hashable, Sendable {
    // MARK: ResourceNotFoundException
    case noSuchProject(ProjectReference)
    case noSuchDataset(DatasetReference)
    case noSuchVersion(VersionReference)
    case noSuchPolicy(name: String, project: ProjectReference)
    case projectBeingDeleted(ProjectReference)

    // MARK: ResourceInUseException
    case projectNameTaken(String)
    case versionNameTaken(String, project: ProjectReference)
    /// Models or datasets must be deleted first.
    case projectNotEmpty(ProjectReference, datasets: Int, versions: Int)
    /// The dataset is being created, updated or deleted.
    case datasetBusy(DatasetReference, DatasetStatus)
    /// What was asked does not go with the version's status.
    case versionBusy(VersionReference, VersionStatus)

    // MARK: ResourceAlreadyExistsException
    case datasetExists(DatasetType, project: ProjectReference)
    /// A policy of this name is there, and no revision was given.
    case policyExists(name: String, project: ProjectReference)

    // MARK: ResourceNotReadyException
    /// The dataset cannot be read, or not be distributed, in this status.
    case datasetNotReady(DatasetReference, DatasetStatus)
    /// The model is not running.
    case modelNotRunning(VersionReference, VersionStatus)

    // MARK: InvalidParameterException
    /// The request is well-formed and yet makes no sense; the text says why, in a sentence.
    case invalidRequest(String)
    case invalidInferenceUnits(minimum: Int, maximum: Int)

    // MARK: LimitExceededException
    case limitExceeded(LimitedThing, limit: Int)

    // MARK: ServiceQuotaExceededException
    case tooManyTags(limit: Int)
    case tooManyPolicies(limit: Int)

    // MARK: InvalidS3ObjectException
    /// The object is not there or cannot be reached; `reason` is for logs.
    case objectUnreadable(ObjectLocation, reason: String)

    // MARK: ImageTooLargeException
    case imageTooLarge(bytes: Int, limit: Int)
    case imageTooWideOrHigh(width: Int, height: Int, limit: Int)

    // MARK: InvalidImageFormatException
    /// `reason` says what is wrong with the image, in a sentence.
    case imageUnusable(reason: String)

    // MARK: InvalidPolicyRevisionIdException
    case wrongPolicyRevision(name: String, given: String)

    // MARK: MalformedPolicyDocumentException
    case malformedPolicy(reason: String)

    // MARK: InvalidPaginationTokenException
    case invalidPageToken

    // MARK: ProvisionedThroughputExceededException
    /// More requests wait for the model than its units carry.
    case modelOverloaded(VersionReference)

    // MARK: InternalServerError
    case diskFull
    /// The worker cannot answer; `reason` is for logs.
    case modelBroken(VersionReference, reason: String)
}

/// What AWS allows only so many of.
package enum LimitedThing: String, Hashable, Sendable {
    case projects
    case versionsOfProject = "models in a project"
    case trainings = "concurrent training jobs"
    case copies = "concurrent copies"
    case runningModels = "running models"
    case inferenceUnits = "inference units for a model"
}
