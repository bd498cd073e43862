import Annotations
import Catalog
import Foundation
import Hummingbird
import HummingbirdCore
import Imaging
import Projects

/// A version as a whole: starting, stopping, asking and deleting it.
struct VersionHandlers: Sendable {
    let desk: Desk

    private struct Described: Encodable {
        let name: String
        let status: String
        let statusKind: String
        let isRunning: Bool
        let isBusy: Bool
        let canStart: Bool
        @OrNull var message: String?
        @OrNull var minimumUnits: Int?
        @OrNull var maximumUnits: Int?
        @OrNull var threshold: Double?
    }

    func describe(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try JSONAnswer.make(try await described(try await desk.version(context)))
    }

    private func described(_ version: VersionReference) async throws -> Described {
        let description = try await desk.description(of: version)
        let status = description.status
        return Described(
            name: version.name,
            status: status.words,
            statusKind: status.kind,
            isRunning: status == .running,
            isBusy: status.isInTransition,
            canStart: status.canBeStarted,
            message: description.reason,
            minimumUnits: description.minimumInferenceUnits,
            maximumUnits: description.maximumInferenceUnits,
            threshold: try await desk.useCases.evaluations.threshold(of: version)
        )
    }

    func delete(_ request: Request, _ context: SignedInContext) async throws -> Response {
        try await Deletion(desk: desk).delete(try await desk.version(context))
        return try JSONAnswer.empty()
    }

    private struct Units: Decodable {
        let minimumUnits: Int?
        let maximumUnits: Int?
    }

    func start(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let units = try await JSONAnswer.read(Units.self, from: request)
        _ = try await desk.useCases.models.start(
            version,
            minimumUnits: units.minimumUnits ?? 1,
            maximumUnits: units.maximumUnits
        )
        return try JSONAnswer.make(try await described(version), status: .accepted)
    }

    func stop(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        _ = try await desk.useCases.models.stop(version)
        return try JSONAnswer.make(try await described(version), status: .accepted)
    }

    private struct Found: Encodable {
        let detections: [DetectionShape]
        let size: ImageSize
        let milliseconds: Int
    }

    func detect(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let least = try request.query("minimumConfidence", in: 0...100)
        let bytes = Data(try await request.bytes(upTo: desk.useCases.limits.storedImageBytes))
        let size: ImageSize
        do {
            size = try ImageDecoder.size(of: bytes, name: "the image")
        } catch {
            throw ConsoleError.invalid("This is no picture that can be read: \(error).")
        }
        let begin = ContinuousClock.now
        let found = try await desk.useCases.models.detectWherever(
            in: .bytes(bytes),
            with: version,
            minimumConfidence: least.map(Double.init),
            maximumResults: nil
        )
        return try JSONAnswer.make(
            Found(
                detections: found.compactMap { DetectionShape($0, in: size) },
                size: size,
                milliseconds: Int((ContinuousClock.now - begin) / Duration.milliseconds(1))
            )
        )
    }

    private struct Threshold: Codable {
        let threshold: Double?
    }

    func setThreshold(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let version = try await desk.version(context)
        let threshold = try await JSONAnswer.read(Threshold.self, from: request).threshold
        if let threshold, !(0...1).contains(threshold) {
            throw ConsoleError.invalid("A threshold is a number from 0 to 1.", value: "threshold")
        }
        try await desk.useCases.evaluations.setThreshold(threshold, of: version)
        let kept = try await desk.useCases.evaluations.threshold(of: version)
        return try JSONAnswer.make(Threshold(threshold: kept))
    }
}

extension Desk {
    /// What is known of a version.
    func description(of version: VersionReference) async throws -> VersionDescription {
        let project = try await useCases.overviews.project(named: version.project)
        let page = try await useCases.versions.page(
            of: project,
            PageRequest(size: 1),
            names: [version.name]
        )
        guard let description = page.elements.first else { throw ProjectError.noSuchVersion(version) }
        return description
    }
}

extension VersionStatus {
    /// Whether it becomes another by itself.
    var isInTransition: Bool {
        switch self {
        case .training, .starting, .stopping, .copying, .deleting: true
        case .trained, .trainingFailed, .running, .failed, .stopped, .copied, .copyingFailed: false
        }
    }

    /// Whether something went wrong.
    var isInTrouble: Bool { self == .trainingFailed || self == .failed || self == .copyingFailed }
}

extension VersionDescription {
    /// What went wrong; nil where nothing did.
    var reason: String? {
        status.isInTrouble ? VersionReason(statusMessage, project: version.project).text : nil
    }
}
