package import Catalog
import Foundation
import InferenceUnits
import Logging

extension ModelRunner {
    /// What a model finds in an image, most confident first; served on demand, it is loaded for that.
    ///
    /// - Parameters:
    ///   - image: A JPEG or PNG.
    ///   - version: The model to ask.
    ///   - minimumConfidence: 0...100; nil takes the version's threshold, or each label's own assumed one.
    ///   - maximumResults: The most labels; nil and 0 are no limit.
    /// - Returns: All that is confident enough.
    /// - Throws: `noSuchVersion`, `modelNotRunning`, `objectUnreadable`, `imageTooLarge`, `imageTooWideOrHigh`,
    ///   `imageUnusable`, `modelOverloaded` or `modelBroken`.
    package func detect(
        in image: ImageInput,
        with version: VersionReference,
        minimumConfidence: Double?,
        maximumResults: Int?
    ) async throws -> [DetectedLabel] {
        let settings = settings
        let (record, serving) = try await workshop.catalog.read { catalog in
            let record = try catalog.existingVersion(version)
            return (record, try catalog.serving(of: record, settings))
        }
        guard record.status.serves(serving.mode) else {
            throw ProjectError.modelNotRunning(version, record.status)
        }
        let bytes = try await workshop.bytes(of: image)
        let outcome: InferenceAnswer.Outcome
        do {
            outcome = try await served.ask(
                record.id,
                bytes,
                minimumConfidence: minimumConfidence.map { $0 / 100 } ?? record.threshold,
                maximumResults: maximumResults.flatMap { $0 > 0 ? $0 : nil },
                idleSeconds: serving.idleSeconds
            )
        } catch let failure as QuestionFailure {
            throw try await refusal(failure, of: version)
        }
        switch outcome {
        case .found(let found):
            return found.detections.map { DetectedLabel($0, in: found.size) }
        case .failed(let failure) where failure.code == .badImage:
            throw ProjectError.imageUnusable(reason: failure.message)
        case .failed(let failure):
            throw ProjectError.modelBroken(version, reason: failure.message)
        }
    }

    /// The use case's error for a question without an answer.
    private func refusal(
        _ failure: QuestionFailure,
        of version: VersionReference
    ) async throws -> ProjectError {
        switch failure {
        case .overloaded, .tooLate, .noRoom: return .modelOverloaded(version)
        case .noAnswer, .lost, .broken: return .modelBroken(version, reason: failure.description)
        case .closed:
            // Whatever ended it may have ended the version too.
            let status = try await workshop.catalog.read { try $0.existingVersion(version).status }
            return .modelNotRunning(version, status == .running ? .stopping : status)
        }
    }
}
