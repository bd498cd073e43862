package import Foundation
import NIOCore
import NIOHTTP1

/// What commands ask about models.
extension ControlClient {
    /// Loading and detecting may take their time; the server keeps its own deadlines.
    private static let patience = TimeAmount.hours(2)

    /// All versions that have a model, oldest first.
    package func models() async throws -> [ListedModel] { try await ask(.GET, "/models") }

    /// Loads a model and keeps it loaded.
    package func start(
        project: String,
        version: String,
        minimumUnits: Int,
        maximumUnits: Int?
    ) async throws -> ListedModel {
        let order = StartOrder(minimumUnits: minimumUnits, maximumUnits: maximumUnits)
        let body = try JSONEncoder().encode(order)
        return try await ask(.POST, try path(project, version, "start"), body, patience: Self.patience)
    }

    /// Lets go of a started model.
    package func stop(project: String, version: String) async throws -> ListedModel {
        try await ask(.POST, try path(project, version, "stop"), patience: Self.patience)
    }

    /// Changes what a version says of its serving.
    package func serve(
        project: String,
        version: String,
        _ change: ServingChange
    ) async throws -> ListedModel {
        try await ask(.PUT, try path(project, version, "serving"), try JSONEncoder().encode(change))
    }

    /// What was asked of all versions in a month, such as `2026-11`, or in all months.
    package func usage(month: String?) async throws -> ListedUsage {
        try await ask(.GET, "/usage" + (month.map { "?month=\(try Self.word($0))" } ?? ""))
    }

    /// What a version finds in an image.
    ///
    /// A confidence of nil takes each label's own threshold; a number of results of nil is no limit.
    package func detect(
        _ image: Data,
        project: String,
        version: String,
        minimumConfidencePercent: Double?,
        maximumResults: Int?
    ) async throws -> ServedDetections {
        let query = [
            minimumConfidencePercent.map { "minimumConfidence=\($0)" },
            maximumResults.map { "maximumResults=\($0)" },
        ].compactMap(\.self)
        let path = try path(project, version, "detect") + "?" + query.joined(separator: "&")
        return try await ask(.POST, path, image, patience: Self.patience)
    }

    private func path(_ project: String, _ version: String, _ action: String) throws -> String {
        "/models/\(try Self.word(project))/\(try Self.word(version))/\(action)"
    }
}
