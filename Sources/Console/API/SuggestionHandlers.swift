import Annotations
import Catalog
import Foundation
import Hummingbird
import HummingbirdCore
import Projects

/// Boxes that a trained version proposes for an image.
struct SuggestionHandlers: Sendable {
    /// The least confidence that is asked for, in percent; the page's slider hides more.
    private static let leastPercent = 5.0
    private static let most = 100

    let desk: Desk

    private struct Suggestions: Encodable {
        let version: String
        let suggestions: [DetectionShape]
        let minimum: Double
    }

    func suggest(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let project = try await desk.project(context)
        guard let name = request.query("version") else {
            throw ConsoleError.badRequest("Which version's suggestions?", value: "version")
        }
        let version = try await desk.useCases.overviews.version(named: name, in: project)
        let id = try context.number("entry")
        guard let size = try await desk.useCases.labelling.entry(id, in: project).summary.size else {
            throw ConsoleError.invalid("The picture cannot be read, so nothing can be found in it.")
        }
        let picture = try await desk.useCases.photos.picture(of: id, in: project)
        let found = try await desk.useCases.models.detectWherever(
            in: .bytes(Data(picture.bytes)),
            with: version,
            minimumConfidence: Self.leastPercent,
            maximumResults: Self.most
        )
        return try JSONAnswer.make(
            Suggestions(
                version: name,
                suggestions: found.compactMap { DetectionShape($0, in: size) },
                minimum: Self.leastPercent / 100
            )
        )
    }
}

/// Something found in an image.
struct DetectionShape: Hashable, Sendable, Encodable {
    let label: String
    /// 0...1.
    let confidence: Double
    let box: BoxShape

    /// Nil for what has no box.
    init?(_ found: DetectedLabel, in size: ImageSize) {
        guard let frame = found.frame else { return nil }
        label = found.name
        confidence = found.confidencePercent / 100
        let (width, height) = (Double(size.width), Double(size.height))
        box = BoxShape(
            Box(
                left: frame.left * width,
                top: frame.top * height,
                width: frame.width * width,
                height: frame.height * height
            )
        )
    }
}

extension ModelRunner {
    /// Asks a version, which is started first where it does not run.
    func detectWherever(
        in image: ImageInput,
        with version: VersionReference,
        minimumConfidence: Double?,
        maximumResults: Int?
    ) async throws -> [DetectedLabel] {
        do {
            return try await detect(
                in: image,
                with: version,
                minimumConfidence: minimumConfidence,
                maximumResults: maximumResults
            )
        } catch ProjectError.modelNotRunning(_, let status) where status.canBeStarted {
            do {
                _ = try await start(version, minimumUnits: 1, maximumUnits: nil)
            } catch ProjectError.versionBusy {
                // Somebody else starts it: the next question tells how that went.
            }
            return try await detect(
                in: image,
                with: version,
                minimumConfidence: minimumConfidence,
                maximumResults: maximumResults
            )
        }
    }
}

extension VersionStatus {
    /// Whether a start may be asked for.
    var canBeStarted: Bool {
        switch self {
        case .trained, .stopped, .failed, .copied: true
        case .training, .trainingFailed, .starting, .running, .stopping, .deleting, .copying, .copyingFailed:
            false
        }
    }
}
