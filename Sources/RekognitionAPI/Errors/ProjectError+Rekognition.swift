import Catalog
import Projects

extension RekognitionError {
    /// The error that a client sees where a use case refuses.
    init(_ error: ProjectError, account: Account) {
        self.init(error.code, error.message(account: account))
    }
}

extension ProjectError {
    fileprivate var code: ErrorCode {
        switch self {
        case .noSuchProject, .noSuchDataset, .noSuchVersion, .noSuchPolicy: .resourceNotFound
        // Not all operations that may meet such a project may say that something is in use.
        case .projectBeingDeleted: .resourceNotFound
        case .projectNameTaken, .versionNameTaken, .projectNotEmpty: .resourceInUse
        case .datasetBusy, .versionBusy: .resourceInUse
        case .datasetExists, .policyExists: .resourceAlreadyExists
        case .datasetNotReady, .modelNotRunning: .resourceNotReady
        case .invalidRequest, .invalidInferenceUnits: .invalidParameter
        case .limitExceeded: .limitExceeded
        case .tooManyTags, .tooManyPolicies: .serviceQuotaExceeded
        case .objectUnreadable: .invalidS3Object
        case .imageTooLarge, .imageTooWideOrHigh: .imageTooLarge
        case .imageUnusable: .invalidImageFormat
        case .wrongPolicyRevision: .invalidPolicyRevisionID
        case .malformedPolicy: .malformedPolicyDocument
        case .invalidPageToken: .invalidPaginationToken
        case .modelOverloaded: .provisionedThroughputExceeded
        case .diskFull, .modelBroken: .internalServerError
        }
    }

    /// Begins with Amazon's text where one is documented, and goes on with what that does not say.
    fileprivate func message(account: Account) -> String {
        switch self {
        case .noSuchProject(let project): "There is no project \(account.arn(of: project))."
        case .noSuchDataset(let dataset): "There is no dataset \(account.arn(of: dataset))."
        case .noSuchVersion(let version): "There is no project version \(account.arn(of: version))."
        case .noSuchPolicy(let name, let project): "\(account.arn(of: project)) has no policy \(name)."

        case .projectNameTaken(let name): inUse("There is a project \(name) already.")
        case .versionNameTaken(let name, let project):
            inUse("\(account.arn(of: project)) has a version \(name) already.")
        case .projectNotEmpty(let project, let datasets, let versions):
            inUse("\(account.arn(of: project)) has \(datasets) datasets and \(versions) versions.")
        case .projectBeingDeleted(let project): "The project \(account.arn(of: project)) is being deleted."
        case .datasetBusy(let dataset, let status):
            inUse("\(account.arn(of: dataset)) is \(status.rawValue).")
        case .versionBusy(let version, let status):
            inUse("\(account.arn(of: version)) is \(status.rawValue).")

        case .datasetExists(let type, let project):
            "\(account.arn(of: project)) has a \(type.rawValue) dataset already."
        case .policyExists(let name, let project):
            "\(account.arn(of: project)) has a policy \(name) already; to change it, send its revision."

        case .datasetNotReady(let dataset, let status):
            "\(account.arn(of: dataset)) is \(status.rawValue)."
        case .modelNotRunning(let version, let status):
            "\(account.arn(of: version)) is \(status.rawValue), not RUNNING."

        case .invalidRequest(let reason): "Request has invalid parameters. \(reason)"
        case .invalidInferenceUnits(let minimum, let maximum):
            "Request has invalid parameters. "
                + "MaxInferenceUnits (\(maximum)) is less than MinInferenceUnits (\(minimum))."

        case .limitExceeded(let thing, let limit): "The limit of \(limit) \(thing.rawValue) is reached."
        case .tooManyTags(let limit): "A resource has at most \(limit) tags."
        case .tooManyPolicies(let limit): "A project has at most \(limit) policies."

        case .objectUnreadable(let location, _): RekognitionError.unreadableS3Object(location).message
        case .imageTooLarge(let bytes, let limit):
            "Image size is too large. It is \(bytes) bytes and may be \(limit)."
        case .imageTooWideOrHigh(let width, let height, let limit):
            "Image size is too large. It is \(width)x\(height) pixels and may be \(limit) a side."
        case .imageUnusable(let reason): "Request has invalid image format. \(reason)"

        case .wrongPolicyRevision(let name, let given):
            "\(given) is not the current revision of the policy \(name)."
        case .malformedPolicy(let reason): reason
        case .invalidPageToken: RekognitionError.invalidPaginationToken.message
        case .modelOverloaded: "Provisioned Rate exceeded."
        case .diskFull: "\(RekognitionError.internalServerError.message): the server's disk is full"
        case .modelBroken: RekognitionError.internalServerError.message
        }
    }

    private func inUse(_ reason: String) -> String { "Specified resource is in use. \(reason)" }
}
