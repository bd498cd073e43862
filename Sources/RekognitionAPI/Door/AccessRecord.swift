import HTTPTypes
import Logging

/// What the log says of a request.
struct AccessRecord {
    let requestID: String
    var operation: String?
    /// The ARN, or a project's name, that the request is about.
    var resource: String?
    /// What went wrong, in the words of where it did.
    var cause: (any Error)?

    private let start = ContinuousClock.now

    init(requestID: String) { self.requestID = requestID }

    /// Writes the record, once the answer is known.
    func write(_ answer: WireAnswer, to logger: Logger) {
        let milliseconds = (ContinuousClock.now - start) / Duration.milliseconds(1)
        var metadata: Logger.Metadata = [
            "request-id": "\(requestID)",
            "status": "\(answer.status.code)",
            "milliseconds": "\(Int(milliseconds.rounded()))",
        ]
        if let operation { metadata["operation"] = "\(operation)" }
        if let resource { metadata["resource"] = "\(resource)" }
        if let code = answer.errorCode { metadata["error"] = "\(code)" }
        guard answer.status.code >= 500 else {
            logger.info("answered", metadata: metadata)
            return
        }
        metadata["cause"] = "\(cause.map { "\($0)" } ?? "unknown")"
        logger.error("failed", metadata: metadata)
    }
}
