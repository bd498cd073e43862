import Catalog
import Foundation
import HTTPTypes
import Hummingbird
import Projects
import TrainingRuns

extension ConsoleError {
    /// What a person is told of whatever was thrown; nil for what is the server's own fault, and for the log.
    init?(answering error: any Error) {
        switch error {
        case let error as ConsoleError: self = error
        case let error as ProjectError: self.init(error)
        case let error as LabellingError: self.init(error)
        case let error as UnfinishedChange: self.init(error)
        case let error as any HTTPResponseError:
            self =
                error.status == .notFound
                ? .notFound("There is no such page.")
                : ConsoleError(error.status, "bad-request", "The request cannot be understood.")
        default: return nil
        }
    }

    /// For what is nobody's but the server's fault; why is in its log.
    static let serverFault = ConsoleError(
        .internalServerError,
        "internal",
        "Something went wrong in Katmai. The server's log says what."
    )

    private init(_ error: LabellingError) {
        switch error {
        case .noSuchEntry(let id): self = .notFound("Image \(id) is not there any more.")
        case .noSuchEvaluation(let id): self = .notFound("Evaluation \(id) is not there any more.")
        case .noReport(let version): self = .notFound("\(version.name) has no evaluation.")
        case .noSuchPicture(let source): self = .notFound("The evaluation has no image \(source).")
        case .nameless(let name): self = .invalid("A file needs a name.", value: name)
        }
    }

    /// Says what is done, what is not, and why.
    private init(_ unfinished: UnfinishedChange) {
        let (done, total) = (unfinished.progress.done, unfinished.progress.total)
        let cause = ConsoleError(answering: unfinished.cause) ?? .serverFault
        var reason = cause.message
        // Of an error before anything is done it says more.
        if case ProjectError.diskFull = unfinished.cause { reason = "The server's disk is full." }
        let part = unfinished.changed < done ? ", \(Words.count(unfinished.changed)) of them changed" : ""
        self.init(
            cause.status,
            cause.code,
            "\(Words.count(done)) of \(Words.count(total, "image")) are done\(part); the other "
                + "\(Words.count(total - done)) are as they were. \(reason)"
        )
    }

    private init(_ error: ProjectError) {
        let (status, code, message) = error.answer
        self.init(status, code, message)
    }
}

extension ProjectError {
    fileprivate typealias Answer = (status: HTTPResponse.Status, code: String, message: String)

    fileprivate var answer: Answer {
        switch self {
        case .noSuchProject, .noSuchDataset, .noSuchVersion, .noSuchPolicy, .projectBeingDeleted:
            (.notFound, "not-found", message)
        case .projectNameTaken, .versionNameTaken, .datasetExists, .policyExists:
            (.conflict, "exists", message)
        case .projectNotEmpty, .datasetBusy, .versionBusy: (.conflict, "in-use", message)
        case .datasetNotReady, .modelNotRunning: (.conflict, "not-ready", message)
        case .invalidRequest, .invalidInferenceUnits, .limitExceeded, .tooManyTags, .tooManyPolicies,
            .wrongPolicyRevision, .malformedPolicy, .objectUnreadable, .imageUnusable, .imageTooWideOrHigh:
            (.unprocessableContent, "invalid", message)
        case .invalidPageToken: (.badRequest, "bad-request", message)
        case .imageTooLarge: (.contentTooLarge, "too-large", message)
        case .modelOverloaded: (.serviceUnavailable, "busy", message)
        case .diskFull: (.init(code: 507), "disk-full", message)
        case .modelBroken: (.internalServerError, "internal", message)
        }
    }

    private var message: String {
        switch self {
        case .noSuchProject(let project): "There is no project \(project.name)."
        case .noSuchDataset(let dataset): "\(dataset.project) has no \(dataset.type.word) set."
        case .noSuchVersion(let version): "\(version.project) has no version \(version.name)."
        case .noSuchPolicy(let name, _): "There is no policy \(name)."
        case .projectBeingDeleted(let project): "\(project.name) is being deleted."
        case .projectNameTaken(let name): "There is a project \(name) already."
        case .versionNameTaken(let name, _): "There is a version \(name) already."
        case .projectNotEmpty(let project, let datasets, let versions):
            "\(project.name) still has \(Words.count(datasets, "dataset")) and \(Words.count(versions, "version"))."
        case .datasetBusy(let dataset, let status), .datasetNotReady(let dataset, let status):
            "The \(dataset.type.word) set is \(status.words). Try again when that is done."
        case .versionBusy(let version, let status): "Version \(version.name) \(status.clause)."
        case .datasetExists(let type, _): "There is a \(type.word) set already."
        case .policyExists(let name, _): "There is a policy \(name) already."
        case .modelNotRunning(let version, let status):
            "Version \(version.name) \(status.clause), so it cannot be asked."
        case .invalidRequest(let reason): reason
        case .invalidInferenceUnits: "The most units are fewer than the fewest."
        case .limitExceeded(let thing, let limit): "The limit of \(limit) \(thing.rawValue) is reached."
        case .tooManyTags(let limit): "There may be at most \(limit) tags."
        case .tooManyPolicies(let limit): "There may be at most \(limit) policies."
        case .objectUnreadable(let location, let reason): "\(location) cannot be read: \(reason)"
        case .imageTooLarge(let bytes, let limit):
            "The image has \(Words.size(bytes)); at most \(Words.size(limit)) are taken."
        case .imageTooWideOrHigh(let width, let height, let limit):
            "The image has \(width) x \(height) pixels; a side may have \(limit)."
        case .imageUnusable(let reason): reason
        case .wrongPolicyRevision: "The policy has been changed meanwhile."
        case .malformedPolicy(let reason): reason
        case .invalidPageToken: "This place in the list is not there."
        case .modelOverloaded(let version): "\(version.name) has too much to do. Try again in a moment."
        case .diskFull: "The server's disk is full. Nothing was changed."
        case .modelBroken(let version, _): "\(version.name) cannot answer. The server's log says why."
        }
    }
}
