import Catalog
import HTTPTypes
import Projects

extension ControlDoor.Refusal {
    /// What a command about a model is told where the use case refuses; nil for what no such use case says.
    init?(_ error: ProjectError) {
        switch error {
        case .noSuchVersion(let version):
            self.init(status: .notFound, message: "there is no version \(Self.name(version))")
        case .versionBusy(let version, let status):
            self.init(status: .conflict, message: "\(Self.name(version)) is \(status.rawValue)")
        case .modelNotRunning(let version, let status):
            self.init(
                status: .conflict,
                message: "\(Self.name(version)) is \(status.rawValue): to load it, katmai versions start "
                    + "\(Self.name(version)), or let it be served on demand with katmai versions serving"
            )
        case .limitExceeded(let thing, let limit):
            self.init(status: .conflict, message: "the limit of \(limit) \(thing.rawValue) is reached")
        case .invalidInferenceUnits(let minimum, let maximum):
            self.init(
                status: .badRequest,
                message: "a model has 1 unit or more, and its most are no fewer than its least: "
                    + "not \(minimum) to \(maximum)"
            )
        case .invalidRequest(let reason):
            self.init(status: .badRequest, message: reason)
        case .imageTooLarge(let bytes, let limit):
            self.init(
                status: .contentTooLarge,
                message: "it has \(bytes) bytes; a request may have \(limit)",
                imageCode: "image_too_large"
            )
        case .imageTooWideOrHigh(let width, let height, let limit):
            self.init(
                status: .contentTooLarge,
                message: "it has \(width) x \(height) pixels; \(limit) a side are allowed",
                imageCode: "image_too_large"
            )
        case .imageUnusable(let reason):
            self.init(status: .unprocessableContent, message: reason, imageCode: "bad_image")
        case .modelOverloaded:
            self.init(
                status: .serviceUnavailable,
                message: "the model has more requests than its units can answer in time",
                imageCode: "overloaded"
            )
        case .modelBroken(_, let reason):
            self.init(status: .internalServerError, message: reason, imageCode: "model_broken")
        case .diskFull:
            self.init(status: .internalServerError, message: "the server's disk is full")
        case .noSuchProject, .noSuchDataset, .noSuchPolicy, .projectBeingDeleted, .projectNameTaken,
            .versionNameTaken, .projectNotEmpty, .datasetBusy, .datasetExists, .policyExists,
            .datasetNotReady, .tooManyTags, .tooManyPolicies, .objectUnreadable, .wrongPolicyRevision,
            .malformedPolicy, .invalidPageToken:
            return nil
        }
    }

    private static func name(_ version: VersionReference) -> String { "\(version.project)/\(version.name)" }
}
